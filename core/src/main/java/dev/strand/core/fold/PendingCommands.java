package dev.strand.core.fold;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands whose effect has not been read, by offset and by what they are about: thousands may wait
 * at once, in one group too, and each record concerns those to its group or its run alone. Not
 * thread-safe.
 */
public final class PendingCommands {
    /** What a command is about: the run in this place of a group, or with null the group itself. */
    private record Subject(String stateId, @Nullable Long sequence) {}

    private final SortedMap<Long, PendingCommand> all = new TreeMap<>();
    private final Map<String, SortedMap<Long, PendingCommand>> byState = new HashMap<>();
    private final Map<Subject, SortedMap<Long, PendingCommand>> bySubject = new HashMap<>();

    /** Where the effect of a command is kept: with its group, or with one of {@link Reserved}. */
    public static String stateOf(Command command) {
        return command instanceof Clear ? Reserved.HISTORY : command.groupId();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** All of them, by offset. */
    public List<PendingCommand> all() {
        return all.isEmpty() ? List.of() : List.copyOf(all.values());
    }

    /** Those whose effect is kept with this group, and those to its runs, by offset. */
    public List<PendingCommand> of(String stateId) {
        return found(byState.get(stateId));
    }

    /** Those to this group itself, or to what {@link Reserved} names, by offset. */
    public List<PendingCommand> toGroup(String stateId) {
        return found(bySubject.get(new Subject(stateId, null)));
    }

    /** Those to a task that mean the run in this place, by offset. */
    public List<PendingCommand> toRun(String groupId, long sequence) {
        return found(bySubject.get(new Subject(groupId, sequence)));
    }

    private static List<PendingCommand> found(@Nullable SortedMap<Long, PendingCommand> commands) {
        return commands == null ? List.of() : List.copyOf(commands.values());
    }

    /** The one with this offset, or null. */
    public @Nullable PendingCommand at(long offset) {
        return all.get(offset);
    }

    /** Adds one, in place of what was known under its offset. */
    public void put(PendingCommand command) {
        remove(command.offset());
        all.put(command.offset(), command);
        put(byState, stateOf(command.command()), command);
        put(bySubject, subjectOf(command), command);
    }

    private static <K> void put(
            Map<K, SortedMap<Long, PendingCommand>> index, K key, PendingCommand command) {
        index.computeIfAbsent(key, k -> new TreeMap<>()).put(command.offset(), command);
    }

    /** Takes one out. Harmless if it is not there. */
    public void remove(long offset) {
        PendingCommand command = all.remove(offset);
        if (command != null) {
            remove(byState, stateOf(command.command()), offset);
            remove(bySubject, subjectOf(command), offset);
        }
    }

    private static <K> void remove(
            Map<K, SortedMap<Long, PendingCommand>> index, K key, long offset) {
        index.computeIfPresent(
                key,
                (k, commands) -> {
                    commands.remove(offset);
                    return commands.isEmpty() ? null : commands;
                });
    }

    private static Subject subjectOf(PendingCommand command) {
        return new Subject(stateOf(command.command()), placeOf(command));
    }

    /** The place of the run that a command means, or null if it is to the group itself. */
    static @Nullable Long placeOf(PendingCommand command) {
        if (command.target() != null) {
            return command.target().sequence();
        }
        return command.command() instanceof Hasten hasten ? (Long) hasten.sequence() : null;
    }

    /** Forgets all. */
    public void clear() {
        all.clear();
        byState.clear();
        bySubject.clear();
    }
}
