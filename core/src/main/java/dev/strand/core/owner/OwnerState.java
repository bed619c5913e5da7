package dev.strand.core.owner;

/**
 * Where one process stands with one partition.
 *
 * @param partition which partition
 * @param epoch of the ownership claimed last, 0 before the first
 * @param phase what may happen there
 * @param running handlers entered or about to be, and outcomes not acknowledged, over all epochs
 * @param lanes live groups
 * @param waiting groups that wait for a permit, a rate of their type or its gate
 */
public record OwnerState(
        int partition, long epoch, Phase phase, int running, int lanes, int waiting) {
    /** What may happen with a partition in a process. */
    public enum Phase {
        /** It is assigned, and tasks may not start yet. */
        RECOVERING,
        /** Tasks may start. */
        ACTING,
        /** Nothing starts any more, and what runs may end. */
        DRAINING,
        /** It is not this process's; handlers from before may still run. */
        CLOSED
    }
}
