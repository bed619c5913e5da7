package dev.strand.core.fold;

import dev.strand.core.log.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What commands and failures have made of a group, or of what {@link dev.strand.core.log.Reserved}
 * names.
 *
 * @param paused whether its tasks are held
 * @param command offset of the last command carried out, -1 before the first
 * @param reason why it was paused, for people
 * @param by who asked for it
 * @param since when it was paused or resumed, where that is known
 * @param parkedBy the run whose failure holds its tasks until it is unparked, or null
 * @param purged offset of the last purge that has been carried out, -1 before the first
 */
public record GroupState(
        boolean paused,
        long command,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant since,
        @Nullable RunId parkedBy,
        long purged) {
    /** A group that no command has touched. */
    public static final GroupState FREE = new GroupState(false, -1, null, null);

    /** A group that was never parked or purged. */
    public GroupState(boolean paused, long command, @Nullable String reason, @Nullable String by) {
        this(paused, command, reason, by, null, null, -1);
    }

    /** Whether a failure holds its tasks. */
    public boolean isParked() {
        return parkedBy != null;
    }

    /** Whether its tasks are held for whatever reason. */
    public boolean isHeld() {
        return paused || isParked();
    }

    /**
     * The same without what no reader can need any more, once everything below this offset of
     * {@code strand.tasks} has been read: a record that carries out a command which is below and
     * does not wait any more is known to be old without it.
     */
    GroupState without(long tasksPosition) {
        boolean isFree = !paused && command < tasksPosition;
        return new GroupState(
                paused,
                isFree ? -1 : command,
                isFree ? null : reason,
                isFree ? null : by,
                isFree ? null : since,
                parkedBy,
                purged < tasksPosition ? -1 : purged);
    }

    /** The same group, held by the failure of this run, or by none. */
    public GroupState parkedBy(@Nullable RunId run) {
        return new GroupState(paused, command, reason, by, since, run, purged);
    }

    GroupState carriedOut(long newCommand) {
        return new GroupState(
                paused, Math.max(command, newCommand), reason, by, since, parkedBy, purged);
    }

    GroupState purged(long newPurged) {
        return new GroupState(
                paused, command, reason, by, since, parkedBy, Math.max(purged, newPurged));
    }
}
