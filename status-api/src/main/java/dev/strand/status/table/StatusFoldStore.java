package dev.strand.status.table;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold's view of the task table. Unlike a processor's it keeps runs that have ended, so a
 * record that was folded before is told by what is in the table and not by a position: positions
 * and rows are not one checkpoint here. Called from the stream thread only.
 */
final class StatusFoldStore implements FoldStore {
    private final TaskTable table;
    private final Duration deduplicationWindow;
    private OwnershipRow ownership;
    private long offset;
    private @Nullable TaskRow loaded;
    private @Nullable RunState kept;

    StatusFoldStore(TaskTable table, Duration deduplicationWindow) {
        this.table = table;
        this.deduplicationWindow = deduplicationWindow;
        this.ownership = table.ownership();
    }

    /** The next record is the one at this offset of its log. */
    void begin(long recordOffset) {
        offset = recordOffset;
        loaded = null;
        kept = null;
    }

    /** The row that the fold asked for last, as it was before this record. */
    @Nullable TaskRow loaded() {
        return loaded;
    }

    /** The state that the fold wants kept for the run, or null if nothing changed. */
    @Nullable RunState kept() {
        return kept;
    }

    @Override
    public @Nullable Entry entry(String groupId, long sequence) {
        loaded = table.row(groupId, sequence);
        return loaded == null ? null : loaded.toEntry();
    }

    @Override
    public void put(Entry entry) {
        kept = entry.state();
    }

    @Override
    public void end(Entry entry) {
        kept = entry.state();
    }

    @Override
    public @Nullable Seen seen(String groupId, String taskId, Instant recordTime) {
        Seen run = table.runs(groupId, taskId).before(offset);
        boolean isRemembered =
                run != null && !run.at().plus(deduplicationWindow).isBefore(recordTime);
        return isRemembered ? run : null;
    }

    @Override
    public void remember(String groupId, String taskId, Seen seen) {
        table.addRun(groupId, taskId, seen);
    }

    @Override
    public Ownership ownership() {
        return ownership.before(offset);
    }

    @Override
    public void put(Ownership after) {
        ownership = ownership.with(after, offset);
        table.ownership(ownership);
    }

    @Override
    public GroupState group(String groupId) {
        return table.group(groupId).state();
    }

    /** Always empty: nothing is started by this table. */
    @Override
    public Map<String, GroupState> reserved() {
        return Map.of();
    }

    @Override
    public void put(String groupId, GroupState state) {
        table.put(groupId, state);
    }

    /**
     * Always 0: no record is taken for a repeat, since folding it again changes nothing, and no
     * fact for one of a forgotten task, since nothing is forgotten.
     */
    @Override
    public long tasksPosition() {
        return 0;
    }

    @Override
    public void tasksPosition(long next) {
        // Not part of this table's state, see above.
    }

    /** Always empty: the table shows what commands did, not what they want. */
    @Override
    public List<PendingCommand> pending() {
        return List.of();
    }

    @Override
    public void addPending(PendingCommand command) {
        // See pending().
    }

    @Override
    public void removePending(PendingCommand command) {
        // See pending().
    }
}
