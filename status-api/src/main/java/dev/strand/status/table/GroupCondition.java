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
    PAUSED
}
