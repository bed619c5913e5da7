package dev.strand.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a task stands. */
public enum TaskState {
    /** Waits for its {@code notBefore}. */
    SCHEDULED,
    /** Waits for its turn. */
    QUEUED,
    /** A handler works on it. */
    RUNNING,
    /** An attempt has failed, and another one is due later. */
    RETRYING,
    /** Ended well. */
    COMPLETED,
    /** Ended: attempts used up, or failed for good. */
    FAILED,
    /** Ended: somebody did not want it any more. */
    CANCELLED,
    /** Ended: not started in time. */
    EXPIRED,
    /** A state that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether its run has ended; that never changes. */
    public boolean isTerminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
            case SCHEDULED, QUEUED, RUNNING, RETRYING, UNKNOWN -> false;
        };
    }
}
