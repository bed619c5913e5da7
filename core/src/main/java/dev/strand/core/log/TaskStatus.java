package dev.strand.core.log;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a run of a task is doing, as every reader sees it. */
public enum TaskStatus {
    /** Waits for its {@code notBefore}. */
    SCHEDULED(false),
    /** Waits for its turn. */
    QUEUED(false),
    /** An attempt runs. */
    RUNNING(false),
    /** An attempt failed, the next is due later; the group is held. */
    RETRYING(false),
    /** Ended well. */
    COMPLETED(true),
    /** Ended for good without success; the task is in the dead letters. */
    FAILED(true),
    /** Ended because somebody asked for it. */
    CANCELLED(true),
    /** Ended because it had not started by its {@code expiresAt}. */
    EXPIRED(true);

    /** How a run can have ended. */
    public static final Set<TaskStatus> ENDED =
            Collections.unmodifiableSet(EnumSet.of(COMPLETED, FAILED, CANCELLED, EXPIRED));

    private final boolean terminal;

    TaskStatus(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether a run in this state never changes again. */
    public boolean isTerminal() {
        return terminal;
    }
}
