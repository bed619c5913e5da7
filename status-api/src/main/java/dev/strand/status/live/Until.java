package dev.strand.status.live;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.query.FoundTask;
import java.util.List;

/** What a request waits for. */
public enum Until {
    /** The run has ended. */
    TERMINAL,
    /** An attempt has begun, or the run has ended. */
    STARTED;

    /** Whether a task is that far. */
    public boolean isReached(FoundTask task) {
        TaskStatus status = task.row().status();
        boolean hasStarted = status == TaskStatus.RUNNING || status == TaskStatus.RETRYING;
        return status.isTerminal() || (this == STARTED && hasStarted);
    }

    /** Whether waiting on would tell nothing more: the task is that far, or it is ambiguous. */
    public boolean isEnough(List<FoundTask> found) {
        return found.size() > 1 || (found.size() == 1 && isReached(found.getFirst()));
    }
}
