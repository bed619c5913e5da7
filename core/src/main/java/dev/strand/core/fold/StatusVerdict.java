package dev.strand.core.fold;

import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import org.jspecify.annotations.Nullable;

/** What became of a record of {@code strand.status}. */
public sealed interface StatusVerdict {
    /** An ownership record or a fence was read. */
    record OwnershipRead(Ownership before, Ownership after) implements StatusVerdict {}

    /** A fact holds: the run is now {@code after}. */
    record Accepted(Fact fact, Entry before, Entry after) implements StatusVerdict {}

    /**
     * A fact does not hold: its ownership is dead, the run had ended, or a newer attempt is known.
     */
    record Refused(Fact fact) implements StatusVerdict {}

    /**
     * A command to a group has been carried out.
     *
     * @param made the run that was made in the place of the one that had parked the group, or null
     */
    record GroupChanged(String groupId, GroupState after, @Nullable Entry made)
            implements StatusVerdict {}

    /** Ended runs are to be forgotten where they are kept. */
    record HistoryCleared(Cleared cleared) implements StatusVerdict {}

    /** Whoever still runs the named run is asked to cancel it. */
    record CancelRequested(dev.strand.core.log.StatusRecord.CancelRequest request)
            implements StatusVerdict {}

    /** A record that changes nothing: old, overtaken, or of an unknown kind. */
    record Ignored() implements StatusVerdict {}
}
