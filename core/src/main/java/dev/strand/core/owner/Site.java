package dev.strand.core.owner;

import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.function.Predicate;

/**
 * What a process brings to a partition.
 *
 * @param partition number of the partition
 * @param worker names the process, for people
 * @param settings of the protocol
 * @param permits shared by all partitions of the process
 * @param hasHandler whether a task type can be run here; never changes while the process lives
 */
record Site(
        int partition,
        String worker,
        OwnerSettings settings,
        PermitPool permits,
        Predicate<String> hasHandler) {
    /** Whether a task type can be run here; if not, another process must run it. */
    boolean isHere(String type) {
        return hasHandler.test(type);
    }

    /**
     * A lane waits no longer for what it needs besides being ready.
     *
     * @return whether it was waiting; if not, it may just have been let through
     */
    boolean withdraw(Waiter waiter) {
        return isHere(waiter.type())
                ? permits.withdraw(waiter)
                : permits.elsewhere().withdraw(waiter);
    }

    /** An attempt has ended: hands its permit on, if it had one of this process. */
    void release(String type, Turn turn) {
        if (isHere(type)) {
            turn.release(permits, type);
        }
    }

    /** An attempt is not made after all: hands on what was taken for it here. */
    void giveBack(String type, Turn turn) {
        if (isHere(type)) {
            turn.giveBack(permits, type);
        }
    }
}
