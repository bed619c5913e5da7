package dev.strand.tracing;

import io.opentelemetry.api.common.AttributeKey;

/** The names of spans and of their attributes. They are part of the contract. */
public final class SpanNames {
    /** Begins the name of the span from the receipt of a submission to Kafka's acknowledgement. */
    public static final String SUBMIT = "submit ";

    /** Begins the name of the span from the acceptance of a task to its first start. */
    public static final String WAIT = "wait ";

    /** Begins the name of the span of one call of a handler. */
    public static final String ATTEMPT = "attempt ";

    /** Id of the task. */
    public static final AttributeKey<String> TASK_ID = AttributeKey.stringKey("strand.task.id");

    /** Its group. */
    public static final AttributeKey<String> GROUP_ID = AttributeKey.stringKey("strand.group.id");

    /** Its type; the name of a span ends with it, too. */
    public static final AttributeKey<String> TASK_TYPE = AttributeKey.stringKey("strand.task.type");

    /** Number of the run, from 1. */
    public static final AttributeKey<Long> RUN = AttributeKey.longKey("strand.run");

    /** Number of the attempt, from 1. */
    public static final AttributeKey<Long> ATTEMPT_NUMBER = AttributeKey.longKey("strand.attempt");

    /**
     * How it ended: {@code ACCEPTED}, {@code TOO_LARGE}, {@code NOT_SENT} or {@code IN_DOUBT} for a
     * submission, {@code SUCCEEDED}, {@code FAILED} or {@code FAILED_PERMANENTLY} for an attempt.
     */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("strand.outcome");

    /** Partition of an accepted task. */
    public static final AttributeKey<Long> PARTITION = AttributeKey.longKey("strand.partition");

    /** Its place there, which is its place in its group. */
    public static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("strand.sequence");

    private SpanNames() {}
}
