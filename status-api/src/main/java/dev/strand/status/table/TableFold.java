package dev.strand.status.table;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.HistoryCleared;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
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
    private final History history;
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
        this.history = new History(stores, table, deduplicationWindow);
    }

    /** What is forgotten of what has been folded; to be used once nothing is read again. */
    public History history() {
        return history;
    }

    /**
     * Looks where lists begin and end now, so that walks need not begin behind deleted rows; to be
     * called now and then, once nothing is read again.
     */
    public void narrow() {
        table.narrow();
    }

    /** What rows of older versions lack; to be used once nothing is read again. */
    public IndexUpgrade upgrade() {
        return table.upgrade();
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
                    case Retry retry -> retry.isInPlace() ? null : retry.task();
                    case TaskRecord.Command command -> null;
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
        if (record instanceof Fact fact && history.isForgotten(fact)) {
            return null;
        }
        StatusVerdict verdict = fold.fold(record);
        if (verdict instanceof HistoryCleared h) {
            history.read(offset, h.cleared());
        }
        return switch (record) {
            case Fact fact -> fact(offset, fact, verdict instanceof Accepted);
            case GroupChange change -> groupChange(offset, change);
            case Owner o -> null;
            case Fence f -> null;
            case Purged p -> null;
            case Cleared c -> null;
            case CancelRequest c -> null;
            case Unknown u -> null;
        };
    }

    private @Nullable RowChange groupChange(long offset, GroupChange change) {
        RowChange made = null;
        Unparked unparked = change.unparked();
        if (unparked != null && unparked.action() == UnparkAction.SKIP) {
            letGo(offset, change, unparked.run());
        }
        RunState kept = store.kept();
        if (unparked != null && unparked.action() == UnparkAction.RETRY && kept != null) {
            RunId next = unparked.next(change.command());
            TaskRow before = store.loaded();
            TaskRow after =
                    (before == null ? TaskRow.of(next) : before)
                            .again(next, kept, Told.millis(change.at()));
            made = save(before, after, RowChange.Cause.OTHER);
        }
        if (!trusts) {
            made = made == null && unparked != null ? mendMade(change, unparked) : made;
            table.mendCondition(change.groupId());
        }
        return made;
    }

    /** A run that held its group does so no more, and is history. */
    private void letGo(long offset, GroupChange change, RunId run) {
        TaskRow row = table.row(run.groupId(), run.sequence());
        boolean isHolding =
                row != null
                        && row.id().equals(run)
                        && row.status().isTerminal()
                        && row.settledAt() == TaskRow.NOT_YET;
        if (row != null && isHolding && !store.ownership().isDead(change.owner())) {
            save(row, row.settled(offset), RowChange.Cause.OTHER);
        }
    }

    /** The unpark of a run is read again, and its row may not know of it. */
    private @Nullable RowChange mendMade(GroupChange change, Unparked unparked) {
        RunId failed = unparked.run();
        TaskRow before = table.row(failed.groupId(), failed.sequence());
        boolean isBehind =
                before != null
                        && unparked.action() == UnparkAction.RETRY
                        && before.id().equals(failed)
                        && !store.ownership().isDead(change.owner());
        if (before != null && !isBehind) {
            table.mend(before);
        }
        if (before == null || !isBehind) {
            return null;
        }
        RunId next = unparked.next(change.command());
        return save(
                before,
                before.again(next, RunState.NEW, Told.millis(change.at())),
                RowChange.Cause.OTHER);
    }

    private @Nullable RowChange fact(long offset, Fact fact, boolean isAccepted) {
        TaskRow before = store.loaded();
        RunState kept = store.kept();
        if (kept == null || !isAccepted) {
            if (before != null && !trusts) {
                table.mend(before);
                mendParked(fact, before);
            }
            return null;
        }
        TaskRow known = before == null ? TaskRow.of(fact.run()) : before;
        TaskRow heard = known.heard(fact, kept);
        boolean isHistory = kept.status().isTerminal() && !isParking(fact);
        TaskRow after = isHistory ? heard.settled(offset) : heard;
        boolean isOfAttempt = fact.attempt() > 0;
        return save(before, after, isOfAttempt ? RowChange.Cause.ATTEMPT : RowChange.Cause.OTHER);
    }

    private boolean isParking(Fact fact) {
        GroupState group = table.group(fact.run().groupId()).state();
        return fact.parksGroup() && fact.run().equals(group.parkedBy());
    }

    /** The fact that ended a run is read again, and its group may not know of it. */
    private void mendParked(Fact fact, TaskRow row) {
        boolean isItsEnd =
                row.id().equals(fact.run())
                        && row.status() == TaskStatus.FAILED
                        && row.state().token().equals(fact.token());
        if (fact.parksGroup() && isItsEnd && !store.ownership().isDead(fact.owner())) {
            table.mendParked(fact);
        }
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
