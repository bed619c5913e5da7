package dev.strand.quickstart.demo;

import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import java.time.Duration;

/**
 * Sleeps, then fails or echoes, as its payload asks. An interrupt ends it at once.
 *
 * <p>It is part of the quickstart only: a production process has no type {@code demo}.
 */
@TaskType("demo")
public final class DemoHandler implements TaskHandler<DemoPayload, DemoResult> {

    @Override
    public DemoResult handle(DemoPayload payload, TaskContext context)
            throws InterruptedException, DemoFailureException, PermanentFailureException {
        long startedAtNanos = System.nanoTime();
        sleep(payload, context);
        long sleptMs = Duration.ofNanos(System.nanoTime() - startedAtNanos).toMillis();
        if (payload.failPermanently()) {
            throw new PermanentFailureException(payload.message());
        }
        if (context.attempt() <= payload.failTimes()) {
            throw new DemoFailureException(payload.message());
        }
        return new DemoResult(
                payload.echo(), context.attempt(), payload.sleepMs() == 0 ? 0 : sleptMs);
    }

    private static void sleep(DemoPayload payload, TaskContext context)
            throws InterruptedException {
        Duration whole = Duration.ofMillis(payload.sleepMs());
        if (payload.steps() == 0) {
            Thread.sleep(whole);
            return;
        }
        for (int step = 1; step <= payload.steps(); step++) {
            Thread.sleep(whole.dividedBy(payload.steps()));
            context.progress(
                    100 * step / payload.steps(), "step " + step + " of " + payload.steps());
        }
    }
}
