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
    RESUME;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<Action> allowedIn(TaskStatus status) {
        return List.of(status.isTerminal() ? RETRY : CANCEL);
    }

    static List<Action> allowedIn(GroupCondition condition) {
        return List.of(condition == GroupCondition.PAUSED ? RESUME : PAUSE);
    }
}
