package dev.strand.status.bulk;

import dev.strand.core.log.TaskStatus;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be done with many tasks at once. */
public enum BulkAction {
    /** Run tasks again that have ended, and those at once that wait for their next attempt. */
    RETRY,
    /** End tasks that have not. */
    CANCEL,
    /** Run tasks again that have failed for good. */
    REDRIVE;

    /** The states of tasks that it can be done with. */
    public Set<TaskStatus> allowed() {
        return switch (this) {
            case RETRY ->
                    EnumSet.of(
                            TaskStatus.RETRYING,
                            TaskStatus.COMPLETED,
                            TaskStatus.FAILED,
                            TaskStatus.CANCELLED,
                            TaskStatus.EXPIRED);
            case CANCEL ->
                    EnumSet.of(
                            TaskStatus.SCHEDULED,
                            TaskStatus.QUEUED,
                            TaskStatus.RUNNING,
                            TaskStatus.RETRYING);
            case REDRIVE -> EnumSet.of(TaskStatus.FAILED);
        };
    }

    /** Those that it is done with where nobody names states: what went well is not run again. */
    public Set<TaskStatus> unlessAsked() {
        EnumSet<TaskStatus> states = EnumSet.copyOf(allowed());
        states.remove(TaskStatus.COMPLETED);
        return states;
    }

    /** Its name in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
