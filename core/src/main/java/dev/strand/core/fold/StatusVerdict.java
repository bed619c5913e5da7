package dev.strand.core.fold;

import dev.strand.core.log.StatusRecord.Fact;

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

    /** A group was paused or resumed. */
    record GroupChanged(String groupId, GroupState after) implements StatusVerdict {}

    /** Whoever still runs the named run is asked to cancel it. */
    record CancelRequested(dev.strand.core.log.StatusRecord.CancelRequest request)
            implements StatusVerdict {}

    /** A record that changes nothing: old, overtaken, or of an unknown kind. */
    record Ignored() implements StatusVerdict {}
}
