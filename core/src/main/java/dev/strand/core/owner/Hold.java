package dev.strand.core.owner;

/** What keeps a live group from starting its next task, as it was found last. */
public enum Hold {
    /** Nothing: a task of it runs or is about to. */
    NOTHING,
    /** Its next task is scheduled for later. */
    SCHEDULE,
    /** Its task failed and is tried again later. */
    RETRY,
    /** Somebody paused it, the type of its next task, or everything; or purges it. */
    PAUSE,
    /** A task of it failed, and it waits for somebody to unpark it. */
    PARK,
    /** An earlier owner may still run it. */
    PREDECESSOR,
    /** Its next task is ending without an attempt. */
    END,
    /** This process has no handler for its next task. */
    HANDLER,
    /** Its own rate. */
    GROUP_RATE,
    /** It waits for a permit, the rate of the type or its gate. */
    PERMIT,
    /** This process is shutting down. */
    DRAIN
}
