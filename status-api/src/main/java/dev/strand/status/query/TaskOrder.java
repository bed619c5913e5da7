package dev.strand.status.query;

/** The order of a list of tasks: by what never changes in a task. */
public enum TaskOrder {
    /** Latest submissions first. */
    NEWEST,
    /** Earliest submissions first. */
    OLDEST
}
