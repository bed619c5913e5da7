package dev.strand.processor.settings;

import io.micronaut.core.convert.ConversionService;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is written about one task type; what cannot be read is noted and as by default. */
final class TypeValues {
    /** The settings of a type. */
    enum Field {
        PERMITS("permits"),
        RATE("rate-per-second"),
        BURST("burst"),
        GROUP_RATE("group-rate-per-second"),
        TIMEOUT("timeout"),
        MAX_ATTEMPTS("retry.max-attempts"),
        INITIAL_DELAY("retry.initial-delay"),
        MULTIPLIER("retry.multiplier"),
        MAX_DELAY("retry.max-delay"),
        JITTER("retry.jitter"),
        FAILURE_RATE("breaker.failure-rate"),
        WINDOW("breaker.window"),
        OPEN_FOR("breaker.open-for"),
        PROBES("breaker.probes");

        private final String setting;

        Field(String setting) {
            this.setting = setting;
        }

        /** As environment variables have it, in which a dash and a dot may look alike. */
        private String dashed() {
            return setting.replace('.', '-');
        }

        /** The field of this name, or null. */
        static @Nullable Field named(String name) {
            return Arrays.stream(values())
                    .filter(f -> f.setting.equals(name) || f.dashed().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        /** The field that {@code <type>.<setting>} ends with, or null. */
        static @Nullable Field atEndOf(String name) {
            Field longest = null;
            for (Field field : values()) {
                boolean isThere = !field.typeIn(name).isEmpty();
                if (isThere
                        && (longest == null || field.setting.length() > longest.setting.length())) {
                    longest = field;
                }
            }
            return longest;
        }

        /** What stands before the field; empty if the name is none of this field. */
        String typeIn(String name) {
            for (String end : List.of("." + setting, "." + dashed())) {
                if (name.endsWith(end)) {
                    return name.substring(0, name.length() - end.length());
                }
            }
            return "";
        }

        static String allNames() {
            return Arrays.stream(values()).map(f -> f.setting).collect(Collectors.joining(", "));
        }
    }

    private final String prefix;
    private final List<String> problems;
    private final Map<Field, String> texts = new EnumMap<>(Field.class);

    TypeValues(String prefix, List<String> problems) {
        this.prefix = prefix;
        this.problems = problems;
    }

    void put(Field field, String text) {
        texts.put(field, text.strip());
    }

    boolean hasBreaker() {
        return texts.keySet().stream().anyMatch(field -> field.setting.startsWith("breaker."));
    }

    @Nullable Integer integer(Field field) {
        return read(field, "a whole number", Integer.class);
    }

    int integer(Field field, int otherwise) {
        Integer value = integer(field);
        return value == null ? otherwise : value;
    }

    @Nullable Double number(Field field) {
        return read(field, "a number", Double.class);
    }

    double number(Field field, double otherwise) {
        Double value = number(field);
        return value == null ? otherwise : value;
    }

    Duration duration(Field field, Duration otherwise) {
        Duration value = read(field, "a duration such as PT5S", Duration.class);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T read(Field field, String kind, Class<T> type) {
        String text = texts.get(field);
        if (text == null || text.isEmpty()) {
            return null;
        }
        Optional<T> value = ConversionService.SHARED.convert(text, type);
        if (value.isEmpty()) {
            problems.add("%s.%s must be %s, got: %s".formatted(prefix, field.setting, kind, text));
        }
        return value.orElse(null);
    }
}
