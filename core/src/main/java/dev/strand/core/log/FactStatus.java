package dev.strand.core.log;

/** What a fact says happened to a run. */
public enum FactStatus {
    /** An attempt began. Advisory: written for attempts that last, and always in probation. */
    STARTED(TaskStatus.RUNNING),
    /** A running attempt told how far it is. Advisory. */
    PROGRESSED(TaskStatus.RUNNING),
    /** An attempt failed and the next one is due at {@code nextAttemptAt}. */
    RETRYING(TaskStatus.RETRYING),
    /** The run ended well. */
    COMPLETED(TaskStatus.COMPLETED),
    /** The run ended for good without success. */
    FAILED(TaskStatus.FAILED),
    /** The run ended because somebody asked for it. */
    CANCELLED(TaskStatus.CANCELLED),
    /** The run had not started by its {@code expiresAt}. */
    EXPIRED(TaskStatus.EXPIRED);

    private final TaskStatus taskStatus;

    FactStatus(TaskStatus taskStatus) {
        this.taskStatus = taskStatus;
    }

    /** The state of the run once this fact is accepted. */
    public TaskStatus taskStatus() {
        return taskStatus;
    }

    /** Whether this fact, once accepted, ends the run. */
    public boolean isTerminal() {
        return taskStatus.isTerminal();
    }

    /** Whether this fact says that the handler of its attempt has returned. */
    public boolean endsAttempt() {
        return this != STARTED && this != PROGRESSED;
    }
}
