package dev.strand.status.metrics;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.RowChange;
import dev.strand.status.table.TaskRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks take from their submission to their outcome, told by the facts. For use by several
 * threads.
 */
@Singleton
public final class TaskDurations {
    static final String DURATION = "strand.status.task.duration";

    private final Map<TaskStatus, Timer> timers = new EnumMap<>(TaskStatus.class);

    TaskDurations(MeterRegistry registry) {
        for (TaskStatus outcome : List.of(TaskStatus.COMPLETED, TaskStatus.FAILED)) {
            timers.put(
                    outcome,
                    Timer.builder(DURATION)
                            .description("From the submission of a task to its outcome")
                            .tag("outcome", outcome.name())
                            .publishPercentileHistogram()
                            .minimumExpectedValue(Duration.ofMillis(1))
                            .maximumExpectedValue(Duration.ofHours(1))
                            .register(registry));
        }
    }

    /** A row has changed; counts it if its run has just ended. */
    public void changed(RowChange change) {
        TaskRow after = change.after();
        Timer timer = timers.get(after.status());
        if (timer == null || hasEnded(change.before())) {
            return;
        }
        long finishedAtMillis = after.told().finishedAtMillis();
        long millis = finishedAtMillis - after.submittedAtMillis();
        if (finishedAtMillis > 0 && millis >= 0) {
            timer.record(Duration.ofMillis(millis));
        }
    }

    private static boolean hasEnded(@Nullable TaskRow row) {
        return row != null && row.status().isTerminal();
    }
}
