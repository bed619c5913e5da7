package dev.strand.handler.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handler that is running now, on a virtual thread of its own. */
public final class HandlerInFlight {

    private final Thread thread;
    private final TestTaskContext context;
    private final CompletableFuture<HandlerRun> end;

    HandlerInFlight(Thread thread, TestTaskContext context, CompletableFuture<HandlerRun> end) {
        this.thread = thread;
        this.context = context;
        this.end = end;
    }

    /**
     * Does what the processor does when the task is cancelled: {@code isCancelled()}, and an
     * interrupt.
     */
    public HandlerInFlight cancel() {
        context.cancel();
        thread.interrupt();
        return this;
    }

    /** Does what the processor does at the deadline: an interrupt. */
    public HandlerInFlight interrupt() {
        thread.interrupt();
        return this;
    }

    /**
     * Waits for the handler to end.
     *
     * @throws AssertionError if it does not end in time; it is then interrupted, and left alone
     */
    public HandlerRun await(Duration atMost) throws InterruptedException {
        try {
            return end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError(
                    "the handler should have ended within " + atMost + ", but it still runs", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the harness itself failed", e.getCause());
        }
    }
}
