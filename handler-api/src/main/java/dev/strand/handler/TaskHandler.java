package dev.strand.handler;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of one kind of task. The outcome of an attempt is what {@link #handle} does:
 *
 * <ul>
 *   <li>it returns: the task is completed, and the value (which may be {@code null}) is its result;
 *   <li>it throws {@link PermanentFailureException}: the task has failed for good, whatever
 *       attempts are left;
 *   <li>it throws {@link RetryAfterException}: a failed attempt, and the next one starts no sooner
 *       than asked;
 *   <li>it throws anything else, an {@link Error} included: a failed attempt, retried by the task's
 *       policy.
 * </ul>
 *
 * <p>One instance serves all tasks of its types, from many virtual threads at once, so it must be
 * thread-safe. Tasks of the same group are never handled at the same time; an attempt may
 * nevertheless be repeated after a crash, so side effects should be made idempotent with {@link
 * TaskContext#fencingToken()} or the task's id.
 *
 * <p>Handlers carry {@link TaskType} and are found by {@link java.util.ServiceLoader} (a public
 * constructor without parameters), in jars of the {@code handlers/} directory, or by being
 * registered. One that needs settings also implements {@link ConfigurableHandler}; one that holds
 * resources implements {@link AutoCloseable} and is closed at shutdown.
 *
 * @param <P> the payload, bound from JSON: a record, any type that Jackson can read, or {@code
 *     JsonNode} to take it as it is
 * @param <R> the result, written as JSON; {@link Void} for handlers that only ever return {@code
 *     null}
 */
@FunctionalInterface
public interface TaskHandler<P, R extends @Nullable Object> {

    /**
     * Makes one attempt at a task. Called on a virtual thread, which is interrupted at the
     * attempt's deadline and when the task is cancelled; an implementation that ignores the
     * interrupt keeps its group waiting and is reported as stuck.
     *
     * @param payload the task's payload, already bound and of the right type
     * @param context who and when this attempt is, and how to report progress
     * @return the task's result; its JSON may have {@value
     *     dev.strand.handler.registry.BoundHandler#MAX_RESULT_BYTES} bytes
     * @throws Exception to fail the attempt, see above
     */
    R handle(P payload, TaskContext context) throws Exception;
}
