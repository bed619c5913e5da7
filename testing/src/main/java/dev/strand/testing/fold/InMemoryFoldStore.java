package dev.strand.testing.fold;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.PendingCommands;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.Reserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of one partition's fold, the runs that have ended included, so that what a reader
 * believes can be asked for after the fact. Not thread-safe.
 */
public final class InMemoryFoldStore implements FoldStore {
    /** The de-duplication window where none is configured. */
    public static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

    private record Place(String groupId, long sequence) {}

    private record TaskKey(String groupId, String taskId) {}

    private final Duration window;
    private final Map<Place, Entry> entries = new HashMap<>();
    private final Map<TaskKey, Seen> seen = new HashMap<>();
    private final Map<String, GroupState> groups = new HashMap<>();
    private final PendingCommands pending = new PendingCommands();
    private Ownership ownership = Ownership.NONE;
    private long tasksPosition;

    /** Empty, with the de-duplication window of {@link #DEFAULT_WINDOW}. */
    public InMemoryFoldStore() {
        this(DEFAULT_WINDOW);
    }

    /** Empty, with this de-duplication window. */
    public InMemoryFoldStore(Duration window) {
        this.window = window;
    }

    /** Every run that was ever heard of, as it is now, in no particular order. */
    public Collection<Entry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public @Nullable Entry entry(String groupId, long sequence) {
        return entries.get(new Place(groupId, sequence));
    }

    @Override
    public void put(Entry entry) {
        entries.put(new Place(entry.id().groupId(), entry.id().sequence()), entry);
    }

    @Override
    public void end(Entry entry) {
        put(entry);
    }

    @Override
    public @Nullable Seen seen(String groupId, String taskId, Instant recordTime) {
        Seen found = seen.get(new TaskKey(groupId, taskId));
        return found == null || found.at().plus(window).isBefore(recordTime) ? null : found;
    }

    @Override
    public void remember(String groupId, String taskId, Seen newest) {
        seen.put(new TaskKey(groupId, taskId), newest);
    }

    @Override
    public Ownership ownership() {
        return ownership;
    }

    @Override
    public void put(Ownership newOwnership) {
        ownership = newOwnership;
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
    }

    @Override
    public long tasksPosition() {
        return tasksPosition;
    }

    @Override
    public void tasksPosition(long next) {
        tasksPosition = next;
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
    }

    @Override
    public void removePending(PendingCommand command) {
        pending.remove(command.offset());
    }
}
