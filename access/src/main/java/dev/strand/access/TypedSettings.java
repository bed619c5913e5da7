package dev.strand.access;

import io.micronaut.context.env.Environment;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of settings field by field. Micronaut, which makes the same record a bean, stops
 * at the first value that it cannot read.
 */
public final class TypedSettings {
    private TypedSettings() {}

    /**
     * The record with what is set. What cannot be read is a problem, and as by default in the
     * record, so that all other rules can be checked too.
     *
     * @param prefix what the names of the settings begin with, without a dot at its end
     * @param record of parameters with {@link Bindable} defaults
     */
    public static <T> T read(
            Environment environment,
            String prefix,
            BeanIntrospection<T> record,
            SettingProblems problems) {
        Argument<?>[] arguments = record.getConstructorArguments();
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            String name = prefix + "." + NameUtils.hyphenate(arguments[i].getName(), true);
            values[i] = value(environment, name, arguments[i], problems);
        }
        return record.instantiate(false, values);
    }

    private static @Nullable Object value(
            Environment environment, String name, Argument<?> argument, SettingProblems problems) {
        Optional<String> written =
                environment.getProperty(name, String.class).filter(text -> !text.isBlank());
        Optional<?> value = written.flatMap(text -> convert(text, argument));
        if (written.isPresent() && value.isEmpty()) {
            problems.add("%s must be %s, got: %s".formatted(name, kind(argument), written.get()));
        }
        return value.isPresent() ? value.get() : whenAbsent(argument);
    }

    private static @Nullable Object whenAbsent(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class, "defaultValue")
                .flatMap(text -> convert(text, argument))
                .orElse(null);
    }

    private static Optional<?> convert(String text, Argument<?> argument) {
        return ConversionService.SHARED.convert(text, argument);
    }

    private static String kind(Argument<?> argument) {
        Class<?> type = argument.getType();
        if (type == Duration.class) {
            return "a duration such as PT5S";
        }
        if (type == URI.class) {
            return "an address such as http://localhost:8080";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == String.class || type == List.class ? "text" : "a whole number";
    }
}
