package dev.strand.status.control;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.GroupCondition;
import java.util.List;
import java.util.Locale;

/** What can be done with a task or a group, and when. */
enum Action {
    /** End the newest run of a task. */
    CANCEL,
    /** Run a task again that has ended, or make the next attempt of one that waits for it. */
    RETRY,
    /** Start no task of a group until it is resumed. */
    PAUSE,
    /** Undo that. */
    RESUME,
    /** Let a group go on that a failure has parked. */
    UNPARK,
    /** End all tasks of a group that have not started. */
    PURGE,
    /** Forget tasks that have ended. */
    CLEAR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<Action> allowedIn(TaskStatus status) {
        if (status.isTerminal()) {
            return List.of(RETRY);
        }
        return status == TaskStatus.RETRYING ? List.of(RETRY, CANCEL) : List.of(CANCEL);
    }

    static List<Action> allowedIn(GroupCondition condition) {
        return switch (condition) {
            case IDLE, ACTIVE, RETRYING -> List.of(PAUSE, PURGE);
            case PAUSED -> List.of(RESUME, PURGE);
            case PARKED -> List.of(UNPARK, PAUSE, RESUME, PURGE);
        };
    }
}
