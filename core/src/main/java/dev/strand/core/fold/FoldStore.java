package dev.strand.core.fold;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of one partition's fold lives. All of it, with the input positions of both logs,
 * is one atomic checkpoint. Called from one thread.
 */
public interface FoldStore {
    /**
     * The run at this place, or null. A store that keeps only live runs answers null for one that
     * has ended, unless it was put, since it holds its group.
     */
    @Nullable Entry entry(String groupId, long sequence);

    /** Keeps a run as it is now, in place of what was there. */
    void put(Entry entry);

    /**
     * A run that was live or new has ended, or one that has ended need not be kept any longer; a
     * store that keeps only live runs forgets it.
     */
    void end(Entry entry);

    /**
     * The newest run of a task id that was remembered within the de-duplication window before this
     * time, or null.
     */
    @Nullable Seen seen(String groupId, String taskId, Instant recordTime);

    /**
     * Remembers the newest run of a task id, for the length of the de-duplication window from
     * {@code seen.at()} on.
     */
    void remember(String groupId, String taskId, Seen seen);

    /** Who owned and owns the partition. */
    Ownership ownership();

    /** Keeps it. */
    void put(Ownership ownership);

    /** What commands made of a group; {@link GroupState#FREE} where none did. */
    GroupState group(String groupId);

    /** What commands made of what {@link dev.strand.core.log.Reserved} names. */
    Map<String, GroupState> reserved();

    /** Keeps it; {@link GroupState#FREE} may be forgotten. */
    void put(String groupId, GroupState state);

    /**
     * The offset in {@code strand.tasks} that is read next: everything below it has been folded.
     */
    long tasksPosition();

    /** Keeps it. */
    void tasksPosition(long next);

    /** Commands that wait for their effect to be read, by offset; not changed by later calls. */
    List<PendingCommand> pending();

    /**
     * Those of them that are to this group itself, or to what {@link dev.strand.core.log.Reserved}
     * names, by offset.
     */
    default List<PendingCommand> pendingToGroup(String stateId) {
        return pending().stream()
                .filter(each -> PendingCommands.placeOf(each) == null)
                .filter(each -> PendingCommands.stateOf(each.command()).equals(stateId))
                .toList();
    }

    /** Those of them that are to a task and mean the run in this place, by offset. */
    default List<PendingCommand> pendingToRun(String groupId, long sequence) {
        return pending().stream()
                .filter(each -> Objects.equals(PendingCommands.placeOf(each), sequence))
                .filter(each -> each.command().groupId().equals(groupId))
                .toList();
    }

    /** The command of this offset, if it waits, else null. */
    default @Nullable PendingCommand pending(long offset) {
        for (PendingCommand command : pending()) {
            if (command.offset() == offset) {
                return command;
            }
        }
        return null;
    }

    /** Adds one, in place of what was kept for its offset. */
    void addPending(PendingCommand command);

    /** Its effect has been read. */
    void removePending(PendingCommand command);
}
