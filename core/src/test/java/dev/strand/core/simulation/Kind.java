package dev.strand.core.simulation;

/** How the handler of a task behaves; the type of the task is its name. */
enum Kind {
    /** Succeeds soon. */
    QUICK,
    /** Succeeds late. */
    LONG,
    /** Fails more often than not. */
    FLAKY,
    /** Fails for good. */
    BROKEN,
    /** Takes its time and ignores interrupts. */
    STUBBORN,
    /** Never returns unless it is interrupted. */
    HANGING,
    /** Kills its process. */
    DEADLY,
    /** Is scheduled for a day that never comes: only a cancel ends it. */
    DISTANT;

    static Kind of(String type) {
        return valueOf(type);
    }
}
