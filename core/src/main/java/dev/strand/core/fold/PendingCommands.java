package dev.strand.core.fold;

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

    /** With which group the effect of a command is kept. */
    public static String stateOf(Command command) {
        return CommandFold.stateOf(command);
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
        byState.computeIfAbsent(CommandFold.stateOf(command.command()), s -> new TreeMap<>())
                .put(command.offset(), command);
    }

    /** Takes one out. Harmless if it is not there. */
    public void remove(long offset) {
        PendingCommand command = all.remove(offset);
        String stateId = command == null ? "" : CommandFold.stateOf(command.command());
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
