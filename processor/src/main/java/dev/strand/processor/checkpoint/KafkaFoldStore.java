package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.PendingCommands;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.Reserved;
import dev.strand.core.owner.GroupQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The fold's state of one partition over a {@link CheckpointStore}: keeps the live runs only.
 * Stream thread only.
 */
public final class KafkaFoldStore implements FoldStore, GroupQueue {
    private final CheckpointStore store;
    private final LiveRuns runs;
    private final RememberedIds remembered;
    private final Map<String, GroupState> groups = new HashMap<>();
    private final Map<String, GroupState> changedGroups = new HashMap<>();
    private final Set<String> storedGroups = new HashSet<>();
    private final PendingCommands pending = new PendingCommands();
    private final Set<Long> changedPending = new HashSet<>();
    private final Set<Long> storedPending = new HashSet<>();
    private Ownership ownership = Ownership.NONE;
    private boolean isOwnershipChanged;
    private long position;
    private boolean isPositionChanged;

    /**
     * The state in a restored store.
     *
     * @param deduplicationWindow how long a task id is remembered
     */
    public KafkaFoldStore(CheckpointStore store, Duration deduplicationWindow) {
        this.store = store;
        this.runs = new LiveRuns(store);
        this.remembered = new RememberedIds(store, deduplicationWindow);
        store.onCheckpoint(this::checkpoint, this::load);
        load();
    }

    private void load() {
        runs.load();
        remembered.load();
        changedGroups.clear();
        changedPending.clear();
        isOwnershipChanged = false;
        isPositionChanged = false;
        if (!store.isOpen()) {
            return;
        }
        byte[] stored = store.get(Keys.OWNERSHIP);
        ownership = stored == null ? Ownership.NONE : ControlFormat.ownership(stored);
        byte[] storedPosition = store.get(Keys.POSITION);
        position = storedPosition == null ? 0 : ControlFormat.position(storedPosition);
        groups.clear();
        storedGroups.clear();
        try (var all = store.range(Keys.firstGroup(), Keys.lastGroup())) {
            all.forEachRemaining(
                    g -> groups.put(Keys.groupOfState(g.key), ControlFormat.group(g.value)));
            storedGroups.addAll(groups.keySet());
        }
        pending.clear();
        storedPending.clear();
        try (KeyValueIterator<?, byte[]> all =
                store.range(Keys.firstCommand(), Keys.lastCommand())) {
            while (all.hasNext()) {
                KeyValue<?, byte[]> next = all.next();
                PendingCommand command = ControlFormat.pending(next.value);
                pending.put(command);
                storedPending.add(command.offset());
            }
        }
    }

    private void checkpoint() {
        runs.checkpoint();
        remembered.checkpoint();
        changedGroups.forEach(this::checkpointGroup);
        changedGroups.clear();
        changedPending.forEach(this::checkpointCommand);
        changedPending.clear();
        if (isOwnershipChanged) {
            store.put(Keys.OWNERSHIP, ControlFormat.write(ownership));
            isOwnershipChanged = false;
        }
        if (isPositionChanged) {
            store.put(Keys.POSITION, ControlFormat.write(position));
            isPositionChanged = false;
        }
    }

    private void checkpointGroup(String groupId, GroupState state) {
        if (!state.equals(GroupState.FREE)) {
            storedGroups.add(groupId);
            store.put(Keys.group(groupId), ControlFormat.write(state));
        } else if (storedGroups.remove(groupId)) {
            store.delete(Keys.group(groupId));
        }
    }

    private void checkpointCommand(long offset) {
        PendingCommand command = pending.at(offset);
        if (command == null) {
            if (storedPending.remove(offset)) {
                store.delete(Keys.command(offset));
            }
        } else {
            storedPending.add(offset);
            store.put(Keys.command(offset), ControlFormat.write(command));
        }
    }

    @Override
    public @Nullable Entry entry(String groupId, long sequence) {
        boolean isSubmitted = sequence < position;
        return isSubmitted || runs.isEarly(sequence) ? runs.find(groupId, sequence) : null;
    }

    @Override
    public void put(Entry entry) {
        runs.put(entry);
    }

    @Override
    public void end(Entry entry) {
        runs.remove(entry.id().groupId(), entry.id().sequence());
    }

    @Override
    public @Nullable Seen seen(String groupId, String taskId, Instant recordTime) {
        return remembered.find(groupId, taskId, recordTime);
    }

    @Override
    public void remember(String groupId, String taskId, Seen seen) {
        remembered.put(groupId, taskId, seen);
    }

    @Override
    public Ownership ownership() {
        return ownership;
    }

    @Override
    public void put(Ownership changed) {
        ownership = changed;
        isOwnershipChanged = true;
    }

    @Override
    public GroupState group(String groupId) {
        return groups.getOrDefault(groupId, GroupState.FREE);
    }

    @Override
    public Map<String, GroupState> reserved() {
        Map<String, GroupState> reserved = new HashMap<>();
        groups.forEach((id, state) -> {
            if (Reserved.isReserved(id)) {
                reserved.put(id, state);
            }
        });
        return reserved;
    }

    @Override
    public void put(String groupId, GroupState state) {
        if (state.equals(GroupState.FREE)) {
            groups.remove(groupId);
        } else {
            groups.put(groupId, state);
        }
        changedGroups.put(groupId, state);
    }

    @Override
    public long tasksPosition() {
        return position;
    }

    @Override
    public void tasksPosition(long next) {
        position = next;
        isPositionChanged = true;
    }

    @Override
    public List<PendingCommand> pending() {
        return pending.all();
    }

    @Override
    public List<PendingCommand> pendingToGroup(String stateId) {
        return pending.toGroup(stateId);
    }

    @Override
    public List<PendingCommand> pendingToRun(String groupId, long sequence) {
        return pending.toRun(groupId, sequence);
    }

    @Override
    public @Nullable PendingCommand pending(long offset) {
        return pending.at(offset);
    }

    @Override
    public void addPending(PendingCommand command) {
        pending.put(command);
        changedPending.add(command.offset());
    }

    @Override
    public void removePending(PendingCommand command) {
        pending.remove(command.offset());
        changedPending.add(command.offset());
    }

    @Override
    public List<Entry> read(String groupId, long fromSequence, int max) {
        return runs.read(groupId, fromSequence, max);
    }

    @Override
    public void forEachGroup(int max, Consumer<List<Entry>> group) {
        runs.forEachGroup(max, group);
    }

    /** Live runs and facts that came early: those in memory only, for metrics. */
    public int cachedRuns() {
        return runs.cached();
    }
}
