package dev.strand.status.control;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.GroupCondition;
import java.util.List;
import java.util.Locale;

/** What can be done with a task or a group, and when. */
enum Action {
    /** End the newest run of a task. */
    CANCEL,
    /** Run a task again that has ended. */
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
        return List.of(status.isTerminal() ? RETRY : CANCEL);
    }

    static List<Action> allowedIn(GroupCondition condition) {
        return switch (condition) {
            case IDLE, ACTIVE, RETRYING -> List.of(PAUSE, PURGE);
            case PAUSED -> List.of(RESUME, PURGE);
            case PARKED -> List.of(UNPARK, PAUSE, RESUME, PURGE);
        };
    }
}
