package dev.strand.processor.config;

import dev.strand.core.permit.TypeLimits;
import dev.strand.schemas.task.AttemptDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How tasks are executed.
 *
 * @param types settings of single task types
 * @param defaults settings of all other types: attempts and breaker; nothing else of it counts
 * @param maxResultBytes largest result of a handler as JSON, 1 KiB to 1 MiB
 * @param stuckAfter a handler that has not returned this long after it was interrupted is reported
 *     as stuck, 100 ms to 1 day
 * @param historyRetention how long tasks that have ended are shown, 1 s to 10 years; zero for as
 *     long as nobody clears them
 */
public record ExecutionSettings(
        Map<String, TypeSettings> types,
        TypeSettings defaults,
        int maxResultBytes,
        Duration stuckAfter,
        Duration historyRetention) {
    /** What holds where nothing is configured. */
    public static final ExecutionSettings DEFAULT =
            new ExecutionSettings(
                    Map.of(),
                    TypeSettings.DEFAULT,
                    256 << 10,
                    Duration.ofSeconds(10),
                    Duration.ofDays(7));

    /** Settings of a type. */
    public TypeSettings of(String type) {
        return types.getOrDefault(type, defaults);
    }

    /** By type, what holds for tasks that do not state it. */
    public Function<String, AttemptDefaults> attemptDefaults() {
        boolean isBuiltIn = types.isEmpty() && defaults.equals(TypeSettings.DEFAULT);
        return isBuiltIn ? AttemptDefaults.ALWAYS_BUILT_IN : this::attemptDefaults;
    }

    private AttemptDefaults attemptDefaults(String type) {
        AttemptSettings attempts = of(type).attempts();
        return attempts.equals(AttemptSettings.DEFAULT)
                ? AttemptDefaults.BUILT_IN
                : new AttemptDefaults(attempts.timeout(), attempts.retry());
    }

    /**
     * The limits of all these types.
     *
     * @param permitsByType permits of types, where {@code types} does not say them
     * @param otherTypes types to be limited as by default
     */
    public Map<String, TypeLimits> limits(
            Map<String, Integer> permitsByType, Iterable<String> otherTypes) {
        Map<String, TypeLimits> limits = new HashMap<>();
        otherTypes.forEach(type -> limits.put(type, of(type).limits()));
        types.forEach((type, settings) -> limits.put(type, settings.limits()));
        permitsByType.forEach((type, permits) -> {
            TypeLimits others = limits.getOrDefault(type, TypeLimits.NONE);
            if (others.permits() == TypeLimits.UNLIMITED) {
                limits.put(
                        type,
                        new TypeLimits(
                                permits, others.rate(), others.groupRate(), others.isGated()));
            }
        });
        return limits;
    }

    List<String> violations() {
        List<String> found = new ArrayList<>(defaults.violations("strand.processor.defaults"));
        types.forEach((type, settings) ->
                found.addAll(settings.violations("strand.processor.types." + type)));
        Ranges.check(found, "strand.processor.max-result-bytes", maxResultBytes, 1 << 10, 1 << 20);
        Ranges.check(
                found,
                "strand.processor.stuck-after",
                stuckAfter,
                Duration.ofMillis(100),
                Duration.ofDays(1));
        if (!historyRetention.isZero()) {
            Ranges.check(
                    found,
                    "strand.processor.history-retention",
                    historyRetention,
                    Duration.ofSeconds(1),
                    Duration.ofDays(3_650));
        }
        return found;
    }
}
