package dev.strand.core.log;

/** What becomes of the run that parked its group. */
public enum UnparkAction {
    /** It is run again in its place: the next run of the task goes before all that waits. */
    RETRY,
    /** It stays failed; the group goes on with the next task. */
    SKIP
}
