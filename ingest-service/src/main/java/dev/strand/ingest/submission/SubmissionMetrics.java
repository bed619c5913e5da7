package dev.strand.ingest.submission;

import dev.strand.ingest.problem.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many submissions there were, how they ended and how long that took. The names are part of the
 * contract.
 */
@Singleton
final class SubmissionMetrics {
    /** Timer of submissions by {@value #OUTCOME}: accepted, or the status of the problem. */
    static final String SUBMISSIONS = "strand.ingest.submissions";

    /** Tag of {@value #SUBMISSIONS}. */
    static final String OUTCOME = "outcome";

    private final Timer accepted;
    private final Map<ProblemType, Timer> refused = new HashMap<>();

    SubmissionMetrics(MeterRegistry registry) {
        accepted = timer(registry, "accepted");
        for (ProblemType type : ProblemType.ALL) {
            refused.put(type, timer(registry, Integer.toString(type.status())));
        }
    }

    void record(Answer answer, long nanos) {
        switch (answer) {
            case Answer.Accepted _ -> accepted.record(nanos, TimeUnit.NANOSECONDS);
            case Answer.Refused(var problem) -> {
                Timer timer = refused.get(problem.type());
                if (timer != null) {
                    timer.record(nanos, TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder(SUBMISSIONS)
                .description("Submissions from their last byte to their answer")
                .tag(OUTCOME, outcome)
                .publishPercentileHistogram()
                .register(registry);
    }
}
