package dev.strand.processor.settings;

import dev.strand.core.retry.RetryPolicy;
import dev.strand.processor.config.AttemptSettings;
import dev.strand.processor.config.BreakerSettings;
import dev.strand.processor.config.TypeSettings;
import dev.strand.processor.settings.TypeValues.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code strand.processor.types.<type>.*} and {@code strand.processor.defaults.*}. Names of
 * types may contain dots, so a name is split at the known setting that it ends with.
 */
final class TypesReader {
    private static final String TYPES = ProcessorProperties.PREFIX + ".types";
    private static final String DEFAULTS = ProcessorProperties.PREFIX + ".defaults";
    private static final Set<Field> NO_DEFAULTS =
            Set.of(Field.PERMITS, Field.RATE, Field.BURST, Field.GROUP_RATE);

    private final RawSettings raw;
    private final List<String> problems;

    TypesReader(RawSettings raw, List<String> problems) {
        this.raw = raw;
        this.problems = problems;
    }

    /** What holds for types of which nothing is said. */
    TypeSettings defaults() {
        TypeValues values = new TypeValues(DEFAULTS, problems);
        raw.verbatim(DEFAULTS, Set.of())
                .forEach((name, text) -> {
                    Field field = Field.named(name);
                    if (field == null || NO_DEFAULTS.contains(field)) {
                        unknown(DEFAULTS + "." + name);
                    } else {
                        values.put(field, text);
                    }
                });
        return settings(values, TypeSettings.DEFAULT);
    }

    /** Settings by type. */
    Map<String, TypeSettings> types(TypeSettings defaults) {
        Map<String, TypeValues> byType = new TreeMap<>();
        raw.verbatim(TYPES, Set.of())
                .forEach((name, text) -> {
                    Field field = Field.atEndOf(name);
                    if (field == null) {
                        unknown(TYPES + "." + name);
                    } else {
                        String type = field.typeIn(name);
                        byType.computeIfAbsent(type, t -> new TypeValues(TYPES + "." + t, problems))
                                .put(field, text);
                    }
                });
        Map<String, TypeSettings> types = new TreeMap<>();
        byType.forEach((type, values) -> types.put(type, settings(values, defaults)));
        return types;
    }

    private void unknown(String name) {
        problems.add("%s is not a known setting; a type has %s".formatted(name, Field.allNames()));
    }

    private static TypeSettings settings(TypeValues values, TypeSettings defaults) {
        return new TypeSettings(
                values.integer(Field.PERMITS),
                values.number(Field.RATE),
                values.integer(Field.BURST, defaults.burst()),
                values.number(Field.GROUP_RATE),
                attempts(values, defaults.attempts()),
                breaker(values, defaults.breaker()));
    }

    private static AttemptSettings attempts(TypeValues values, AttemptSettings defaults) {
        RetryPolicy retry = defaults.retry();
        return new AttemptSettings(
                values.duration(Field.TIMEOUT, defaults.timeout()),
                new RetryPolicy(
                        values.integer(Field.MAX_ATTEMPTS, retry.maxAttempts()),
                        values.duration(Field.INITIAL_DELAY, retry.initialDelay()),
                        values.number(Field.MULTIPLIER, retry.multiplier()),
                        values.duration(Field.MAX_DELAY, retry.maxDelay()),
                        values.number(Field.JITTER, retry.jitter())));
    }

    private static @Nullable BreakerSettings breaker(
            TypeValues values, @Nullable BreakerSettings defaults) {
        if (defaults == null && !values.hasBreaker()) {
            return null;
        }
        BreakerSettings base = defaults == null ? BreakerSettings.DEFAULT : defaults;
        return new BreakerSettings(
                values.integer(Field.FAILURE_RATE, base.failureRatePercent()),
                values.integer(Field.WINDOW, base.window()),
                values.duration(Field.OPEN_FOR, base.openFor()),
                values.integer(Field.PROBES, base.probes()));
    }
}
