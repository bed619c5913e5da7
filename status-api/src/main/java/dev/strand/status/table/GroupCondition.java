package dev.strand.status.table;

/** What a group is doing, as people see it. */
public enum GroupCondition {
    /** Nothing waits or runs. */
    IDLE,
    /** Something waits or runs. */
    ACTIVE,
    /** The head has failed and waits for its next attempt. */
    RETRYING,
    /** Somebody holds its tasks. */
    PAUSED,
    /** A task of it has failed and holds the others until somebody unparks it. */
    PARKED
}
