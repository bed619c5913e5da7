package dev.strand.benchmarks.run;

import dev.strand.benchmarks.audit.Audit;
import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.drain.Drained;
import dev.strand.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * One drain by one contender, measured and audited.
 *
 * @param scenario what was drained
 * @param number of the round, from 1
 * @param contender who drained
 * @param concurrency most handlers at once
 * @param drained what its JVM measured
 * @param audit what it left in the log
 * @param brokerCpuMillis processor time of the broker from the end of the warm-up to the last
 *     outcome, the start of the contender included
 * @param changelogRecords that the contender's state cost
 */
public record Round(
        Scenario scenario,
        int number,
        Contender contender,
        int concurrency,
        Drained drained,
        Audit audit,
        long brokerCpuMillis,
        long changelogRecords) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Tasks per second, from the first handler to the last durable outcome. */
    public double perSecond() {
        return scenario.tasks() * NANOS_PER_SECOND / drained.drainNanos();
    }

    /** Processor time of the contender's JVM per task, in microseconds. */
    public double cpuMicrosPerTask() {
        return drained.cpuMillis() * 1_000.0 / scenario.tasks();
    }

    /** Processor time of the broker per task, in microseconds. */
    public double brokerCpuMicrosPerTask() {
        return brokerCpuMillis * 1_000.0 / scenario.tasks();
    }

    /** Partitions that the contender lost and claimed again meanwhile. */
    public int lostPartitions() {
        return Math.max(0, audit.claims() - Bed.PARTITIONS);
    }

    /** How often a handler was entered more than once per task. */
    public long repeated() {
        return drained.started() - scenario.tasks();
    }

    /** Everything that must not be; empty if the round counts. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>(drained.violations());
        if (audit.ended() != scenario.tasks()) {
            failures.add(
                    "every one of %d tasks must have an outcome, got: %d"
                            .formatted(scenario.tasks(), audit.ended()));
        }
        return failures;
    }
}
