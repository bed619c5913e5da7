package dev.strand.status.table;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Folds the two logs of one partition into its task table. Folding a record again changes nothing,
 * and any interleaving of the two logs gives the same rows. Called from the stream thread only.
 */
public final class TableFold {
    private final TaskTable table;
    private final StatusFoldStore store;
    private final Fold fold;
    private boolean trusts;

    /**
     * A fold into these stores.
     *
     * @param deduplicationWindow how long a task id is remembered; must be that of the processors
     */
    public TableFold(Stores stores, Duration deduplicationWindow) {
        this.table = new TaskTable(stores);
        this.store = new StatusFoldStore(table, deduplicationWindow);
        this.fold = new Fold(store);
    }

    /** How many runs live, kept up to date by this fold. */
    public LiveCounts live() {
        return table.live();
    }

    /**
     * Says whether the next records may have been folded before a crash. Then what is derived from
     * their rows is mended, which costs several reads per record.
     */
    public void mayRepeat(boolean mayRepeat) {
        trusts = !mayRepeat;
    }

    /** No record that was folded before a crash will be read any more. */
    public void settled() {
        trusts = true;
        table.settled();
    }

    /**
     * Folds a record of {@code strand.tasks}.
     *
     * @return the change that readers see, or null if there is none
     */
    public @Nullable RowChange fold(long offset, Instant recordTime, TaskRecord record) {
        store.begin(offset);
        fold.fold(offset, recordTime, record);
        Task task =
                switch (record) {
                    case Submission submission -> submission.task();
                    case Retry retry -> retry.task();
                    case TaskRecord.Cancel cancel -> null;
                    case TaskRecord.Pause pause -> null;
                    case TaskRecord.Resume resume -> null;
                };
        RunState kept = store.kept();
        if (task == null || kept == null) {
            return null;
        }
        int run = record instanceof Retry retry ? retry.run() : 1;
        RunId id = RunId.at(task.groupId(), task.taskId(), run, offset);
        TaskRow before = store.loaded();
        TaskRow after = (before == null ? TaskRow.of(id) : before).submitted(task, kept);
        return save(before, after, RowChange.Cause.OTHER);
    }

    /**
     * Folds a record of {@code strand.status}.
     *
     * @return the change that readers see, or null if there is none
     */
    public @Nullable RowChange fold(long offset, StatusRecord record) {
        store.begin(offset);
        boolean isAccepted = fold.fold(record) instanceof Accepted;
        if (record instanceof GroupChange change && !trusts) {
            table.mendCondition(change.groupId());
        }
        if (!(record instanceof Fact fact)) {
            return null;
        }
        TaskRow before = store.loaded();
        RunState kept = store.kept();
        if (kept == null) {
            if (before != null && !trusts) {
                table.mend(before);
            }
            return null;
        }
        TaskRow known = before == null ? TaskRow.of(fact.run()) : before;
        TaskRow after = known.heard(fact, kept, isAccepted);
        boolean isOfAttempt = isAccepted && fact.attempt() > 0;
        return save(before, after, isOfAttempt ? RowChange.Cause.ATTEMPT : RowChange.Cause.OTHER);
    }

    private @Nullable RowChange save(
            @Nullable TaskRow before, TaskRow after, RowChange.Cause cause) {
        if (!after.equals(before)) {
            table.save(before, after, cause, trusts);
            return after.looksLike(before) ? null : new RowChange(before, after);
        }
        if (!trusts) {
            table.mend(after);
        }
        return null;
    }
}
