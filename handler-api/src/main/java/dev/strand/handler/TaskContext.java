package dev.strand.handler;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One attempt at a task, as its handler sees it. Thread-safe, and of no use once the handler has
 * returned.
 */
public interface TaskContext {

    /** The W3C trace context header, a possible key of {@link #headers()}. */
    String TRACEPARENT = "traceparent";

    /** The W3C trace state header, a possible key of {@link #headers()}. */
    String TRACESTATE = "tracestate";

    /** The task's id: unique in its group within the de-duplication window. */
    String taskId();

    /**
     * The group in which the task runs alone and in order; the task's own id if it was submitted
     * without a group.
     */
    String groupId();

    /** The type by which the handler was chosen: one of its {@link TaskType} names. */
    String type();

    /** The run of the task: 1, and one more for every manual retry of a task that had ended. */
    int run();

    /** The attempt within this run, from 1; above {@link #maxAttempts()} never. */
    int attempt();

    /** How many attempts this run may make in all, at least 1. */
    int maxAttempts();

    /**
     * The task's place in its partition: a task of the same group with a lower number has ended
     * before this one started.
     */
    long sequence();

    /**
     * The fencing token {@code <epoch>.<start>}, for example {@code 17.532}. Within a group it
     * grows with every attempt that is started, of whatever task, and never repeats; a system that
     * remembers the highest one it was handed for a group can refuse a late write of an attempt
     * that was superseded. Compare the two numbers one after the other, not the text.
     */
    String fencingToken();

    /** When this attempt is interrupted and counted as failed. */
    Instant deadline();

    /** The labels given at submission, unmodifiable. */
    Map<String, String> labels();

    /**
     * The headers carried with the submission, lower-case names, unmodifiable: {@value
     * #TRACEPARENT} if it was given.
     */
    Map<String, String> headers();

    /**
     * Tells whoever looks at the task how far it has come. Cheap and non-blocking: reports that
     * follow each other quickly may be merged into the last one, and the last one before the end
     * may be dropped.
     *
     * @param percent 0 to 100
     * @param message a short text for people, or {@code null}
     * @throws IllegalArgumentException if {@code percent} is out of range
     */
    void progress(int percent, @Nullable String message);

    /** {@link #progress(int, String)} without a message. */
    default void progress(int percent) {
        progress(percent, null);
    }

    /**
     * Whether this attempt should stop because the task was cancelled or its outcome no longer
     * counts. The thread is interrupted as well; loops that never block ask here.
     */
    boolean isCancelled();

    /** A logger that adds the ids of the task to every event. */
    Logger logger();
}
