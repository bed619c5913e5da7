package dev.strand.core.fold;

import dev.strand.core.log.Reserved;
import dev.strand.core.owner.GroupQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory, of live runs only or with their history; copied for checkpoints. */
public final class MemoryStore implements FoldStore, GroupQueue {
    private final boolean keepsHistory;
    private final Duration window;
    private final Map<String, TreeMap<Long, Entry>> groups = new HashMap<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, GroupState> states = new HashMap<>();
    private final PendingCommands pending = new PendingCommands();
    private Ownership ownership = Ownership.NONE;
    private long tasksPosition;
    private long commandsHandedOut;

    /** An empty store that never forgets a task id. */
    public MemoryStore(boolean keepsHistory) {
        this(keepsHistory, Duration.ofDays(365));
    }

    /** An empty store that forgets task ids after this time. */
    public MemoryStore(boolean keepsHistory, Duration window) {
        this.keepsHistory = keepsHistory;
        this.window = window;
    }

    /** The same state, independent of this. */
    public MemoryStore copy() {
        MemoryStore copy = new MemoryStore(keepsHistory, window);
        groups.forEach((group, entries) -> copy.groups.put(group, new TreeMap<>(entries)));
        copy.seen.putAll(seen);
        copy.states.putAll(states);
        pending.all().forEach(copy.pending::put);
        copy.ownership = ownership;
        copy.tasksPosition = tasksPosition;
        return copy;
    }

    @Override
    public @Nullable Entry entry(String groupId, long sequence) {
        TreeMap<Long, Entry> entries = groups.get(groupId);
        return entries == null ? null : entries.get(sequence);
    }

    @Override
    public void put(Entry entry) {
        groups.computeIfAbsent(entry.id().groupId(), g -> new TreeMap<>())
                .put(entry.id().sequence(), entry);
    }

    @Override
    public void end(Entry entry) {
        if (keepsHistory) {
            put(entry);
        } else {
            entries(entry.id().groupId()).remove(entry.id().sequence());
        }
    }

    /** Runs of a group, by sequence; early ones included. */
    public Map<Long, Entry> entries(String groupId) {
        return groups.computeIfAbsent(groupId, g -> new TreeMap<>());
    }

    /** All runs, early ones included. */
    public List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        groups.values().forEach(entries -> all.addAll(entries.values()));
        return all;
    }

    /** What commands made of groups. */
    public Map<String, GroupState> states() {
        return states;
    }

    @Override
    public @Nullable Seen seen(String groupId, String taskId, Instant recordTime) {
        Seen newest = seen.get(groupId + '/' + taskId);
        return newest == null || recordTime.isAfter(newest.at().plus(window)) ? null : newest;
    }

    @Override
    public void remember(String groupId, String taskId, Seen newest) {
        seen.put(groupId + '/' + taskId, newest);
    }

    @Override
    public Ownership ownership() {
        return ownership;
    }

    @Override
    public void put(Ownership newer) {
        ownership = newer;
    }

    @Override
    public GroupState group(String groupId) {
        return states.getOrDefault(groupId, GroupState.FREE);
    }

    @Override
    public Map<String, GroupState> reserved() {
        Map<String, GroupState> reserved = new HashMap<>();
        states.forEach((id, state) -> {
            if (Reserved.isReserved(id)) {
                reserved.put(id, state);
            }
        });
        return reserved;
    }

    @Override
    public void put(String groupId, GroupState state) {
        if (state.equals(GroupState.FREE)) {
            states.remove(groupId);
        } else {
            states.put(groupId, state);
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
        return counted(pending.all());
    }

    @Override
    public List<PendingCommand> pendingToGroup(String stateId) {
        return counted(pending.toGroup(stateId));
    }

    @Override
    public List<PendingCommand> pendingToRun(String groupId, long sequence) {
        return counted(pending.toRun(groupId, sequence));
    }

    @Override
    public @Nullable PendingCommand pending(long offset) {
        commandsHandedOut++;
        return pending.at(offset);
    }

    private List<PendingCommand> counted(List<PendingCommand> commands) {
        commandsHandedOut += commands.size();
        return commands;
    }

    /** How many commands have been looked at so far, each time that one was. */
    public long commandsHandedOut() {
        return commandsHandedOut;
    }

    @Override
    public void addPending(PendingCommand command) {
        pending.put(command);
    }

    @Override
    public void removePending(PendingCommand command) {
        pending.remove(command.offset());
    }

    @Override
    public List<Entry> read(String groupId, long fromSequence, int max) {
        List<Entry> queue = new ArrayList<>();
        TreeMap<Long, Entry> entries = groups.get(groupId);
        if (entries != null) {
            for (Entry entry : entries.tailMap(fromSequence, true).values()) {
                if (queue.size() < max && isQueued(entry)) {
                    queue.add(entry);
                }
            }
        }
        return queue;
    }

    private static boolean isQueued(Entry entry) {
        return !entry.isEarly() && !entry.state().status().isTerminal();
    }

    @Override
    public void forEachGroup(int max, Consumer<List<Entry>> group) {
        for (String groupId : groups.keySet()) {
            List<Entry> first = read(groupId, 0, max);
            if (!first.isEmpty()) {
                group.accept(first);
            }
        }
    }
}
