package dev.strand.core.fold;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands whose effect has not been read, by offset and by what they are about: thousands may wait
 * at once, and each record of a group concerns those to that group alone. Not thread-safe.
 */
public final class PendingCommands {
    private final TreeMap<Long, PendingCommand> all = new TreeMap<>();
    private final Map<String, TreeMap<Long, PendingCommand>> byState = new HashMap<>();

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

    /** Those whose effect is kept with this group, by offset. */
    public List<PendingCommand> of(String stateId) {
        TreeMap<Long, PendingCommand> found = byState.get(stateId);
        return found == null ? List.of() : List.copyOf(found.values());
    }

    /** The one with this offset, or null. */
    public @Nullable PendingCommand at(long offset) {
        return all.get(offset);
    }

    /** Adds one, in place of what was known under its offset. */
    public void put(PendingCommand command) {
        all.put(command.offset(), command);
        byState.computeIfAbsent(stateOf(command.command()), s -> new TreeMap<>())
                .put(command.offset(), command);
    }

    /** Takes one out. Harmless if it is not there. */
    public void remove(long offset) {
        PendingCommand command = all.remove(offset);
        String stateId = command == null ? "" : stateOf(command.command());
        TreeMap<Long, PendingCommand> ofState = byState.get(stateId);
        if (ofState != null) {
            ofState.remove(offset);
            if (ofState.isEmpty()) {
                byState.remove(stateId);
            }
        }
    }

    /** Forgets all. */
    public void clear() {
        all.clear();
        byState.clear();
    }
}
