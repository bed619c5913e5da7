package dev.strand.handlers.data;

import dev.strand.handler.HandlerConfig;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.Secret;
import dev.strand.handlers.cpu.CpuWork;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings below {@code strand.handlers.data}.
 *
 * @param named the configured expressions, compiled
 * @param areOwnAllowed whether a payload may bring its own expression
 * @param timeout of one evaluation
 * @param atOnce evaluations at the same time
 */
record DataSettings(
        Map<String, Expression> named, boolean areOwnAllowed, Duration timeout, int atOnce) {

    static final DataSettings DEFAULT =
            new DataSettings(Map.of(), true, Duration.ofSeconds(5), CpuWork.defaultAtOnce());

    private static final int MOST_AT_ONCE = 1_000;

    DataSettings {
        named = Map.copyOf(named);
    }

    static DataSettings read(HandlerConfig config) {
        Map<String, Expression> named = new TreeMap<>();
        HandlerConfig section = config.section("expressions");
        for (String name : config.names("expressions")) {
            section.resolved(name)
                    .map(Secret::reveal)
                    .flatMap(text -> compile(section, name, text))
                    .ifPresent(expression -> named.put(name, expression));
        }
        return new DataSettings(
                named,
                config.flag("allow-payload-expressions", DEFAULT.areOwnAllowed()),
                config.duration("timeout", DEFAULT.timeout()),
                config.number("max-concurrent", DEFAULT.atOnce(), 1, MOST_AT_ONCE));
    }

    private static Optional<Expression> compile(HandlerConfig config, String name, String text) {
        try {
            return Optional.of(Expression.compile(text, true));
        } catch (PermanentFailureException e) {
            config.reject(name, "must be an expression in JSONata", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
