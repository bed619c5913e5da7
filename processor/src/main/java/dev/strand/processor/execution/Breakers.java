package dev.strand.processor.execution;

import dev.strand.core.permit.AttemptGate;
import dev.strand.processor.config.BreakerSettings;
import dev.strand.processor.config.ExecutionSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of the task types that have one. While one is open, tasks of its type wait
 * instead of using up their attempts. Thread-safe.
 */
public final class Breakers implements AttemptGate {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);
    private static final long SHORTEST_WAIT_NANOS = Duration.ofMillis(10).toNanos();

    private final Map<String, Breaker> byType = new HashMap<>();

    private static final class Breaker {
        private final CircuitBreaker circuit;
        private final long openForNanos;
        private volatile long openedNanos;

        private Breaker(String type, BreakerSettings settings) {
            this.openForNanos = settings.openFor().toNanos();
            this.circuit = CircuitBreaker.of(type, config(settings));
        }

        private static CircuitBreakerConfig config(BreakerSettings settings) {
            return CircuitBreakerConfig.custom()
                    .failureRateThreshold(settings.failureRatePercent())
                    .slidingWindowType(SlidingWindowType.COUNT_BASED)
                    .slidingWindowSize(settings.window())
                    .minimumNumberOfCalls(settings.window())
                    .waitDurationInOpenState(settings.openFor())
                    .permittedNumberOfCallsInHalfOpenState(settings.probes())
                    .build();
        }
    }

    /** Breakers for these types, all closed. */
    public Breakers(Map<String, BreakerSettings> settings) {
        settings.forEach((type, of) -> {
            Breaker breaker = new Breaker(type, of);
            breaker.circuit
                    .getEventPublisher()
                    .onStateTransition(event -> changed(type, breaker, event.getStateTransition()));
            byType.put(type, breaker);
        });
    }

    /** Breakers for those of these types that are set to have one. */
    public static Breakers of(ExecutionSettings settings, Iterable<String> types) {
        Map<String, BreakerSettings> byType = new HashMap<>();
        for (String type : types) {
            BreakerSettings breaker = settings.of(type).breaker();
            if (breaker != null) {
                byType.put(type, breaker);
            }
        }
        return new Breakers(byType);
    }

    private static void changed(String type, Breaker breaker, StateTransition change) {
        if (change.getToState() == State.OPEN) {
            breaker.openedNanos = System.nanoTime();
        }
        LOG.atWarn()
                .addKeyValue("type", type)
                .addKeyValue("fromState", change.getFromState())
                .addKeyValue("toState", change.getToState())
                .log("a circuit breaker has changed");
    }

    @Override
    public long enter(String type) {
        Breaker breaker = byType.get(type);
        while (breaker != null && !breaker.circuit.tryAcquirePermission()) {
            switch (breaker.circuit.getState()) {
                case OPEN, FORCED_OPEN -> {
                    long left = breaker.openedNanos + breaker.openForNanos - System.nanoTime();
                    return Math.max(left, SHORTEST_WAIT_NANOS);
                }
                case HALF_OPEN -> {
                    return UNTIL_ONE_ENDS;
                }
                case CLOSED, DISABLED, METRICS_ONLY -> {
                    // It changed between the two calls: ask again.
                }
            }
        }
        return ENTERED;
    }

    @Override
    public void giveBack(String type) {
        Breaker breaker = byType.get(type);
        if (breaker != null) {
            breaker.circuit.releasePermission();
        }
    }

    /**
     * An attempt that was let through has ended.
     *
     * @param end what that says of the third party
     */
    void ended(String type, End end, long nanos) {
        Breaker breaker = byType.get(type);
        if (breaker == null) {
            return;
        }
        switch (end) {
            case GOOD -> breaker.circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case BAD -> breaker.circuit.onError(nanos, TimeUnit.NANOSECONDS, new AttemptFailed());
            case MEANINGLESS -> breaker.circuit.releasePermission();
        }
    }

    /** Stands for whatever the handler threw; the library wants to see an exception. */
    private static final class AttemptFailed extends Exception {
        private static final long serialVersionUID = 1;

        AttemptFailed() {
            super("the attempt failed", null, false, false);
        }
    }

    /** What the end of an attempt says about whether more of them make sense. */
    enum End {
        /** They do. */
        GOOD,
        /** It failed in a way in which others may fail too. */
        BAD,
        /** Nothing: the task itself was wrong, or it was cancelled. */
        MEANINGLESS
    }

    /** {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}; null for a type without a breaker. */
    public @Nullable String state(String type) {
        Breaker breaker = byType.get(type);
        return breaker == null ? null : breaker.circuit.getState().name();
    }
}
