package dev.strand.core.log;

/** What becomes of a group when a task of it has failed for good. */
public enum OnFailure {
    /** The next task starts. */
    CONTINUE,
    /** The group waits for a person. */
    PARK
}
