package dev.strand.processor.settings;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings below a prefix exactly as somebody wrote them. Micronaut would resolve placeholders, and
 * take {@code ${env:NAME}} for a property {@code env} with the default {@code NAME}; and it reads
 * an environment variable as many names at once, from which nobody can tell which one was meant.
 */
final class RawSettings {
    private final List<PropertySource> weakestFirst;

    RawSettings(Environment environment) {
        this.weakestFirst =
                environment.getPropertySources().stream()
                        .sorted(Comparator.comparingInt(PropertySource::getOrder))
                        .toList();
    }

    /**
     * By dotted name below the prefix, in lower case: {@code lease-margin}, {@code leaseMargin} and
     * {@code ..._LEASE_MARGIN} are all {@code lease.margin}.
     */
    Map<String, String> dotted(String prefix) {
        return below(
                prefix,
                RawSettings::dottedName,
                variable -> variable.toLowerCase(Locale.ROOT).replace('_', '.'),
                Set.of());
    }

    /** The form of a name in {@link #dotted}. */
    static String dottedName(String name) {
        return NameUtils.hyphenate(name, true).replace('-', '.');
    }

    /**
     * By name below the prefix, as written. In environment variables {@code __} is a dot and {@code
     * _} a dash; where there is no {@code __}, the first {@code _} is the dot: {@code
     * STRAND_HANDLERS_HTTP_ALLOW_LIST} is {@code http.allow-list}.
     *
     * @param otherVariables environment variables that only look as if they were below the prefix
     */
    Map<String, String> verbatim(String prefix, Set<String> otherVariables) {
        return below(prefix, name -> name, RawSettings::nameOfVariable, otherVariables);
    }

    private static String nameOfVariable(String variable) {
        String name = variable.toLowerCase(Locale.ROOT);
        String dotted = name.contains("__") ? name.replace("__", ".") : name.replaceFirst("_", ".");
        return dotted.replace('_', '-');
    }

    private Map<String, String> below(
            String prefix, Spelling written, Spelling variable, Set<String> except) {
        Map<String, String> found = new TreeMap<>();
        String start = prefix + ".";
        String variableStart = start.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        for (PropertySource source : weakestFirst) {
            boolean isVariables = source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
            String begin = isVariables ? variableStart : start;
            Spelling spelling = isVariables ? variable : written;
            for (String key : source) {
                String value =
                        key.startsWith(begin) && !except.contains(key)
                                ? text(source.get(key))
                                : null;
                if (value != null) {
                    found.put(spelling.of(key.substring(begin.length())), value);
                }
            }
        }
        return found;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Collection<?> list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }

    /** How the rest of a key is spelled as a name. */
    private interface Spelling {
        String of(String rest);
    }
}
