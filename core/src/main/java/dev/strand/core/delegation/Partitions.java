package dev.strand.core.delegation;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.permit.Waiter;

/**
 * The partitions of a process, as far as {@link Errands} needs them. Each call takes the lock of a
 * partition for a moment and carries out what follows from it.
 */
public interface Partitions {
    /** The head of the group goes on if it still may: {@link Errands#ready} is told, or nobody. */
    void granted(Waiter waiter);

    /** Whether another process may be told to enter the handler now. */
    boolean mayEnter(int partition, Attempt attempt, String worker);

    /** For how long from now the attempt is protected, in nanoseconds; 0 if it is not. */
    long protectedForNanos(int partition, Attempt attempt);

    /** Its handler has returned. */
    void returned(int partition, Attempt attempt, AttemptResult result);

    /** Its handler can be taken to have returned, because its process is silent. */
    void lost(int partition, Attempt attempt, AttemptResult result);

    /**
     * Its handler has not been entered and will not be.
     *
     * @param isRefused whether its process has said so itself
     */
    void notEntered(int partition, Attempt attempt, boolean isRefused);

    /** Its handler tells how far it is. */
    void progressed(int partition, Attempt attempt, Progress progress);
}
