package dev.strand.ingest.settings;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.naming.NameUtils;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings under a prefix as somebody wrote them, whatever the notation: {@code
 * strand.kafka.bootstrap-servers}, {@code strand.kafka.bootstrap.servers} and {@code
 * STRAND_KAFKA_BOOTSTRAP_SERVERS} are one. Micronaut reads an environment variable as many names at
 * once, from which nobody can tell which one was meant.
 */
final class SettingKeys {
    private SettingKeys() {}

    /**
     * What is set below a prefix.
     *
     * @param prefix dotted, without a dot at its end
     * @return by name below the prefix, with dots only and in lower case; of several sources the
     *     one that outranks the others
     */
    static Map<String, String> below(Environment environment, String prefix) {
        Map<String, String> found = new TreeMap<>();
        List<PropertySource> weakestFirst =
                environment.getPropertySources().stream()
                        .sorted(Comparator.comparingInt(PropertySource::getOrder))
                        .toList();
        for (PropertySource source : weakestFirst) {
            for (String key : source) {
                String name = nameBelow(prefix, key, source.getConvention());
                Object value = name == null ? null : source.get(key);
                if (name != null && value != null) {
                    found.put(
                            name,
                            environment
                                    .getPlaceholderResolver()
                                    .resolveRequiredPlaceholders(value.toString()));
                }
            }
        }
        return found;
    }

    /** A setting's name as {@link #below} gives it. */
    static String dotted(String name) {
        return NameUtils.hyphenate(name, true).replace('-', '.');
    }

    private static @Nullable String nameBelow(
            String prefix, String key, PropertySource.PropertyConvention convention) {
        boolean isVariable = convention == PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE;
        String name = isVariable ? key.toLowerCase(Locale.ROOT).replace('_', '.') : key;
        if (!name.startsWith(prefix + ".")) {
            return null;
        }
        String below = name.substring(prefix.length() + 1);
        return isVariable ? below : dotted(below);
    }
}
