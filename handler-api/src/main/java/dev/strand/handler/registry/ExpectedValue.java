package dev.strand.handler.registry;

import dev.strand.handler.HandlerJson;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in words which JSON a Java type is read from. */
final class ExpectedValue {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(
                    byte.class,
                    short.class,
                    int.class,
                    long.class,
                    Byte.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    BigInteger.class);

    private static final Set<Class<?>> OTHER_PRIMITIVE_NUMBERS = Set.of(float.class, double.class);

    private ExpectedValue() {}

    /** What is expected, with its article: {@code a whole number}. */
    static String of(Class<?> type) {
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number that fits " + type.getSimpleName();
        }
        if (OTHER_PRIMITIVE_NUMBERS.contains(type) || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "text";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(ExpectedValue::asWritten)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return ofStructure(type);
    }

    /** A constant as a payload has it, which may be another name than the one in Java. */
    private static String asWritten(Object constant) {
        return HandlerJson.mapper().valueToTree(constant).asText();
    }

    private static String ofStructure(Class<?> type) {
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (Duration.class == type) {
            return "an ISO-8601 duration such as PT30S";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "an ISO-8601 "
                    + type.getSimpleName()
                    + ", for example of the form 2026-12-01T08:00:00Z";
        }
        return type.isRecord()
                ? "an object with the fields " + fieldsOf(type)
                : "a JSON value for " + type.getSimpleName();
    }

    private static String fieldsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.joining(", "));
    }
}
