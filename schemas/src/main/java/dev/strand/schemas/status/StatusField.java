package dev.strand.schemas.status;

import dev.strand.schemas.json.FieldNames;

/** The fields of all kinds of status records. */
enum StatusField {
    KIND,
    GROUP_ID,
    TASK_ID,
    RUN,
    SEQUENCE,
    ORIGIN,
    EPOCH,
    NONCE,
    ATTEMPT,
    STATUS,
    AT,
    WORKER,
    STARTED_AT,
    NEXT_ATTEMPT_AT,
    PROGRESS,
    ERROR,
    RESULT,
    TASK,
    NUMBER,
    INSTANCE,
    CLOSED,
    RUNNING,
    PAUSED,
    COMMAND,
    REASON,
    BY,
    ADDRESS,
    PARKS,
    UNPARKED,
    STATUSES,
    BEFORE;

    static final FieldNames<StatusField> NAMES = FieldNames.of(StatusField.class);

    /** Whether the fold has no use for it. */
    boolean isTail() {
        return this == ERROR || this == RESULT || this == TASK;
    }
}
