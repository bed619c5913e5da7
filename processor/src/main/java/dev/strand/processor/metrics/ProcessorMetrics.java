package dev.strand.processor.metrics;

import dev.strand.core.log.FactStatus;
import dev.strand.core.owner.Hold;
import dev.strand.core.owner.OwnerState;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.execution.AttemptCounts.Outcome;
import dev.strand.processor.lifecycle.ProcessorLife;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Shows the figures of the processor; all are 0 until it has started. */
@Context
@Requires(beans = MeterRegistry.class)
final class ProcessorMetrics {
    static final String PERMITS_USED = "strand.permits.used";
    static final String PERMITS_LIMIT = "strand.permits.limit";
    static final String GROUPS_WAITING = "strand.permits.waiting";
    static final String RUNNING = "strand.handlers.running";
    static final String ASSIGNED = "strand.partitions.assigned";
    static final String ACTING = "strand.partitions.acting";
    static final String MISPLACED = "strand.tasks.misplaced";
    static final String DUPLICATES = "strand.tasks.duplicate";
    static final String UNREADABLE = "strand.facts.unreadable";
    static final String ATTEMPTS = "strand.attempts";
    static final String OUTCOME = "outcome";
    static final String FACTS = "strand.facts";
    static final String STATUS = "status";
    static final String HELD = "strand.groups.held";
    static final String BY = "by";
    static final String PARTITIONS = "strand.partitions";
    static final String STATE = "state";
    static final String STUCK = "strand.handlers.stuck";
    static final String EVER_STUCK = "strand.handlers.ever.stuck";
    static final String LONGEST_WAIT = "strand.permits.longest.wait";
    static final String TAKE_OVERS = "strand.takeover";

    static final String GIVEN = "strand.delegation.given";
    static final String GUESTS = "strand.delegation.running";
    static final String ELSEWHERE = "strand.delegation.waiting";
    static final String LOST = "strand.delegation.lost";

    private final MeterRegistry registry;
    private final ProcessorLife life;

    ProcessorMetrics(MeterRegistry registry, ProcessorLife life) {
        this.registry = registry;
        this.life = life;
        gauge(PERMITS_USED, "Handlers that hold a permit", p -> p.insight().permits().used());
        gauge(
                PERMITS_LIMIT,
                "Handlers at once in this process",
                p -> p.insight().permits().limit());
        gauge(
                GROUPS_WAITING,
                "Groups that wait for a permit",
                p -> p.insight().permits().waiting());
        gauge(
                RUNNING,
                "Handlers entered, or outcomes not acknowledged yet",
                StrandProcessor::running);
        gauge(ASSIGNED, "Partitions assigned to this process", StrandProcessor::assignedPartitions);
        gauge(ACTING, "Partitions whose tasks may start here", StrandProcessor::actingPartitions);
        counter(
                MISPLACED,
                "Records whose key does not hash to their partition",
                p -> p.input().misplaced());
        counter(
                DUPLICATES,
                "Submissions of tasks that are there already",
                p -> p.input().duplicates());
        counter(
                UNREADABLE,
                "Records of the status topic that cannot be read",
                p -> p.input().unreadable());
        for (Outcome outcome : Outcome.values()) {
            attempts(outcome);
        }
        for (FactStatus status : FactStatus.values()) {
            facts(status);
        }
        for (Hold hold : Hold.values()) {
            held(hold);
        }
        for (OwnerState.Phase phase : OwnerState.Phase.values()) {
            partitions(phase);
        }
        waits();
        delegation();
    }

    private void delegation() {
        gauge(
                GIVEN,
                "Attempts that others run for this process",
                p -> p.insight().delegation().given());
        gauge(
                GUESTS,
                "Handlers that run here for others",
                p -> p.insight().delegation().guests().running());
        gauge(
                ELSEWHERE,
                "Groups that wait for a process with the handler",
                p -> p.insight().delegation().waiting());
        counter(LOST, "Attempts lost with their process", p -> p.insight().delegation().everLost());
    }

    private void waits() {
        gauge(STUCK, "Handlers that go on although interrupted", p -> p.insight().stuck());
        counter(
                EVER_STUCK,
                "Handlers that went on although interrupted",
                p -> p.insight().everStuck());
        TimeGauge.builder(
                        LONGEST_WAIT,
                        life,
                        TimeUnit.NANOSECONDS,
                        l -> of(l, p -> p.insight().longestWait().toNanos()))
                .description("For how long the group has waited that waits longest for a permit")
                .register(registry);
        FunctionTimer.builder(
                        TAKE_OVERS,
                        life,
                        l -> (long) of(l, p -> p.insight().takeOvers()),
                        l -> of(l, p -> p.insight().takeOverNanos()),
                        TimeUnit.NANOSECONDS)
                .description("From the assignment of a partition to when its tasks may start")
                .register(registry);
    }

    private void facts(FactStatus status) {
        FunctionCounter.builder(FACTS, life, l -> of(l, p -> p.insight().outcomes().of(status)))
                .description("Facts of this process that are durable")
                .tag(STATUS, label(status))
                .register(registry);
    }

    private void held(Hold hold) {
        Gauge.builder(HELD, life, l -> of(l, p -> p.insight().held(hold)))
                .description("Live groups by what keeps them from starting their next task")
                .tag(BY, label(hold))
                .register(registry);
    }

    private void partitions(OwnerState.Phase phase) {
        Gauge.builder(PARTITIONS, life, l -> of(l, p -> p.insight().partitions(phase)))
                .description("Partitions by where this process stands with them")
                .tag(STATE, label(phase))
                .register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void gauge(String name, String description, ToDoubleFunction<StrandProcessor> value) {
        Gauge.builder(name, life, l -> of(l, value)).description(description).register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<StrandProcessor> value) {
        FunctionCounter.builder(name, life, l -> of(l, value))
                .description(description)
                .register(registry);
    }

    private void attempts(Outcome outcome) {
        FunctionCounter.builder(ATTEMPTS, life, l -> of(l, p -> p.attempts().of(outcome)))
                .description("Attempts by how their handler returned")
                .tag(OUTCOME, outcome.label())
                .register(registry);
    }

    private static double of(ProcessorLife life, ToDoubleFunction<StrandProcessor> value) {
        return life.processor().map(p -> value.applyAsDouble(p)).orElse(0.0);
    }
}
