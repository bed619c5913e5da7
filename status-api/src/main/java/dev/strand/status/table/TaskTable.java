package dev.strand.status.table;

import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows and all that is derived from them. Called from the stream thread only.
 *
 * <p>The stores are not one atomic checkpoint: after a crash each key may be as old as the last
 * commit or as new as the crash, independently of the others. All records since that commit are
 * then read again, and while they are, nothing derived is trusted: it is mended.
 */
final class TaskTable {
    static final Bytes OWNERSHIP = Bytes.wrap(new byte[] {'O'});
    private static final TaskStatus[] STATUSES = TaskStatus.values();

    private final Stores stores;
    private final Index index;
    private final GroupCounts counts;
    private final GroupTable groups;
    private final IndexUpgrade upgrade;
    private final Set<String> recounted = new HashSet<>();
    private @Nullable Bytes runsKey;
    private IdRow runs = IdRow.NONE;
    private boolean hasMended;

    TaskTable(Stores stores) {
        this.stores = stores;
        this.index = new Index(stores.indexes());
        this.upgrade = new IndexUpgrade(stores, index);
        this.counts = new GroupCounts(stores.indexes());
        this.groups = new GroupTable(stores, index.counts().groups());
        index.counts().counting(new HistoryCount(stores, index.counts()));
    }

    /** Looks where lists begin and end now. */
    void narrow() {
        index.narrowing().look(!upgrade.isWaiting());
    }

    IndexUpgrade upgrade() {
        return upgrade;
    }

    LiveCounts live() {
        return index.counts();
    }

    @Nullable TaskRow row(String groupId, long sequence) {
        byte[] row = stores.tasks().get(Keys.task(groupId, sequence));
        return row == null ? null : TaskRowCodec.decode(groupId, sequence, row);
    }

    GroupRow group(String groupId) {
        return groups.row(groupId);
    }

    OwnershipRow ownership() {
        return OwnershipRow.decode(stores.indexes().get(OWNERSHIP));
    }

    void ownership(OwnershipRow row) {
        stores.indexes().put(OWNERSHIP, row.encode());
    }

    IdRow runs(String groupId, String taskId) {
        Bytes key = Keys.id(groupId, taskId);
        if (!key.equals(runsKey)) {
            runs = IdRow.decode(stores.indexes().get(key));
            runsKey = key;
        }
        return runs;
    }

    void addRun(String groupId, String taskId, Seen run) {
        IdRow before = runs(groupId, taskId);
        IdRow after = before.with(run);
        if (!after.equals(before)) {
            stores.indexes().put(Keys.id(groupId, taskId), after.encode());
            runs = after;
        }
    }

    /**
     * Makes the group parked by the failure of a run that was read before, unless it has been let
     * go since.
     */
    void mendParked(Fact fact) {
        GroupRow group = group(fact.run().groupId());
        if (group.unparked() != fact.run().origin() && !group.state().isParked()) {
            put(fact.run().groupId(), group.state().parkedBy(fact.run()));
        }
        mendCondition(fact.run().groupId());
    }

    void put(String groupId, GroupState state) {
        GroupRow before = group(groupId);
        groups.put(groupId, before, before.with(state), null);
    }

    /**
     * Keeps a row in place of another, and what is derived from it.
     *
     * @param trusts whether what is derived from {@code before} can be relied on
     */
    void save(@Nullable TaskRow before, TaskRow after, RowChange.Cause cause, boolean trusts) {
        String groupId = after.id().groupId();
        stores.tasks().put(Keys.task(groupId, after.id().sequence()), TaskRowCodec.encode(after));
        if (!after.isVisible()) {
            return;
        }
        TaskRow shown = before != null && before.isVisible() ? before : null;
        if (shown == null && !after.isSubmitted()) {
            addRun(after);
        }
        GroupRow group = group(groupId);
        GroupRow counted = trusts ? move(shown, after, group) : mended(after, group);
        groups.put(groupId, group, counts.moveHead(counted, shown, after, cause), after);
        if (!trusts) {
            mendCondition(groupId);
        }
    }

    /**
     * Makes everything derived from an unchanged row what it should be, whatever it is. The group
     * is counted anew the first time.
     */
    void mend(TaskRow row) {
        if (row.isVisible()) {
            addRun(row);
            GroupRow group = group(row.id().groupId());
            groups.put(row.id().groupId(), group, mended(row, group), row);
            mendCondition(row.id().groupId());
        }
    }

    /** Makes the index rows of a group's state what they should be. */
    void mendCondition(String groupId) {
        hasMended = true;
        groups.mendCondition(groupId);
    }

    /** Takes the index rows of a run from where they are known to be to where they belong. */
    private GroupRow move(@Nullable TaskRow before, TaskRow after, GroupRow group) {
        if (before == null || before.submittedAtMillis() != after.submittedAtMillis()) {
            moveLasting(before, after);
        }
        boolean isInPlace =
                before != null
                        && IndexKeys.of(before, before.status())
                                .equals(IndexKeys.of(after, after.status()));
        if (isInPlace) {
            return group;
        }
        return live().moves()
                .move(() -> {
                    if (before != null) {
                        index.delete(before);
                    }
                    index.put(after);
                    GroupRow without = before == null ? group : group.counted(before.status(), -1);
                    return without.counted(after.status(), 1);
                });
    }

    private void moveLasting(@Nullable TaskRow before, TaskRow after) {
        if (before != null) {
            index.deleteLasting(before);
        }
        index.putLasting(after);
    }

    private GroupRow mended(TaskRow row, GroupRow group) {
        boolean isFirst = recounted.add(row.id().groupId());
        GroupRow counted = isFirst ? counts.recount(row.id().groupId(), group) : group;
        return live().moves().move(() -> mendStates(row, counted));
    }

    private GroupRow mendStates(TaskRow row, GroupRow group) {
        GroupRow counted = group;
        for (TaskStatus status : STATUSES) {
            boolean isThere = index.hasGroupRow(row, status);
            if (status == row.status()) {
                index.mendPresent(row);
                counted = isThere ? counted : counts.appeared(counted, row);
            } else {
                index.mendAbsent(row, status);
                counted = isThere ? counted.counted(status, -1) : counted;
            }
        }
        return counted.touched(counted.headFrom(), row.id().sequence(), row.updatedAtMillis());
    }

    private void addRun(TaskRow row) {
        Instant at = Instant.ofEpochMilli(row.submittedAtMillis());
        addRun(
                row.id().groupId(),
                row.id().taskId(),
                new Seen(row.id().run(), row.id().sequence(), at));
    }

    /** Nothing is read a second time any more. */
    void settled() {
        recounted.clear();
        if (hasMended) {
            hasMended = false;
            groups.load();
        }
    }

    /** Deletes a run and its index rows, whether or not they are there. */
    void erase(Doomed run) {
        stores.tasks().delete(Keys.task(run.place().groupId(), run.place().sequence()));
        index.erase(run);
    }

    /** Deletes the summary of a group if nothing is left of it. */
    void forgetGroup(String groupId, Instant before) {
        groups.forget(groupId, before);
    }

    /** Forgets that a task id has been used by the run in this place. */
    void forgetId(String groupId, String taskId, long sequence) {
        IdRow before = runs(groupId, taskId);
        IdRow after = before.without(sequence);
        if (!after.equals(before)) {
            Bytes key = Keys.id(groupId, taskId);
            stores.indexes().put(key, after.equals(IdRow.NONE) ? null : after.encode());
            runs = after;
        }
    }
}
