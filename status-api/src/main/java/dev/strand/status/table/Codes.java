package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;

/** The stored form of states. A code never changes its meaning. */
final class Codes {
    private static final TaskStatus[] STATUSES = TaskStatus.values();

    private Codes() {}

    static byte of(TaskStatus status) {
        return switch (status) {
            case SCHEDULED -> 1;
            case QUEUED -> 2;
            case RUNNING -> 3;
            case RETRYING -> 4;
            case COMPLETED -> 5;
            case FAILED -> 6;
            case CANCELLED -> 7;
            case EXPIRED -> 8;
        };
    }

    static byte of(GroupCondition condition) {
        return switch (condition) {
            case IDLE -> 1;
            case ACTIVE -> 2;
            case RETRYING -> 3;
            case PAUSED -> 4;
            case PARKED -> 5;
        };
    }

    static TaskStatus status(int code) {
        for (TaskStatus status : STATUSES) {
            if (of(status) == code) {
                return status;
            }
        }
        throw new IllegalStateException("a stored row has an unknown state, got code: " + code);
    }
}
