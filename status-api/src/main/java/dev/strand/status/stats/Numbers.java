package dev.strand.status.stats;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.stats.Timeline.Kind;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.table.AttemptLine;
import dev.strand.status.table.RowChange;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Told;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts and times what this instance reads. In memory only; for use by several threads. */
@Singleton
public class Numbers {
    private static final long TICK_MILLIS = 1_000;
    private static final long RECENT_MILLIS = Timeline.STEPS * Timeline.STEP_MILLIS;

    private final Map<Integer, Timeline> timelines = new ConcurrentHashMap<>();
    private final Latency waits = new Latency();
    private final Latency runs = new Latency();
    private final ReadPositions positions;
    private final ScheduledExecutorService timer;

    Numbers(ReadPositions positions, @Named("status-timer") ScheduledExecutorService timer) {
        this.positions = positions;
        this.timer = timer;
    }

    @PostConstruct
    void start() {
        var _ =
                timer.scheduleAtFixedRate(
                        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.currentTimeMillis();
        positions
                .open()
                .forEach((partition, position) -> {
                    long live = 0;
                    for (TaskStatus status : TaskStatus.values()) {
                        boolean isStored = status != TaskStatus.SCHEDULED && !status.isTerminal();
                        live += isStored ? position.live().of(status) : 0;
                    }
                    timeline(partition).backlog(live, now);
                });
        waits.roll(now);
        runs.roll(now);
    }

    /** A row has changed. Called from stream threads, from one at a time for each partition. */
    public void changed(int partition, RowChange change) {
        long now = System.currentTimeMillis();
        TaskRow after = change.after();
        TaskRow before = change.before();
        boolean isNew = before == null || before.asked() == null;
        if (isNew) {
            timeline(partition).add(Kind.SUBMITTED, after.submittedAtMillis(), now);
        }
        if (after.told().startedAtMillis() != Told.NEVER && !hasStarted(before)) {
            started(after, now);
        }
        boolean ends =
                after.status().isTerminal() && (before == null || !before.status().isTerminal());
        if (ends) {
            ended(partition, after, now);
        }
    }

    private static boolean hasStarted(@Nullable TaskRow row) {
        return row != null && row.told().startedAtMillis() != Told.NEVER;
    }

    private void started(TaskRow row, long now) {
        long started = row.told().startedAtMillis();
        if (started > now - RECENT_MILLIS) {
            long due = Math.max(row.submittedAtMillis(), row.shown().notBeforeMillis());
            waits.record(started - due);
        }
    }

    private void ended(int partition, TaskRow row, long now) {
        if (row.status() == TaskStatus.COMPLETED) {
            timeline(partition).add(Kind.COMPLETED, row.updatedAtMillis(), now);
        } else if (row.status() == TaskStatus.FAILED) {
            timeline(partition).add(Kind.FAILED, row.updatedAtMillis(), now);
        }
        if (row.told().attempts().isEmpty() || row.updatedAtMillis() <= now - RECENT_MILLIS) {
            return;
        }
        AttemptLine last = row.told().attempts().getLast();
        if (last.startedAtMillis() != Told.NEVER && last.finishedAtMillis() != Told.NEVER) {
            runs.record(last.finishedAtMillis() - last.startedAtMillis());
        }
    }

    Timeline timeline(int partition) {
        Timeline known = timelines.get(partition);
        return known != null ? known : timelines.computeIfAbsent(partition, p -> new Timeline());
    }

    Histogram waits(long nowMillis) {
        return waits.recent(nowMillis);
    }

    Histogram runs(long nowMillis) {
        return runs.recent(nowMillis);
    }
}
