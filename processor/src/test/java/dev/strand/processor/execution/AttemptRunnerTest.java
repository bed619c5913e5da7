package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptFixture;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.execution.AttemptCounts.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AttemptRunnerTest {
    private static final String TYPE = "test";

    private final HandlerThread thread = new HandlerThread();

    @Test
    void shouldSucceedWithWhatTheHandlerReturns() {
        assertThat(run((payload, context) -> Map.of("seen", payload, "by", context.taskId())))
                .isInstanceOfSatisfying(
                        Succeeded.class,
                        s ->
                                assertThat(s.result().toString())
                                        .contains("\"seen\":{\"n\":1}", "\"by\":\"t\""));
    }

    @Test
    void shouldSucceedWithNullWhereNothingIsReturned() {
        assertThat(run((payload, context) -> null)).isEqualTo(new Succeeded(RawJson.NULL));
    }

    @Test
    void shouldFailAnAttemptForEveryKindOfThrowable() {
        List<Throwable> kinds =
                List.of(
                        new IOException("checked"),
                        new IllegalStateException("unchecked"),
                        new InterruptedException("interrupted"),
                        new AssertionError("assertion"),
                        new LinkageError("linkage"),
                        new StackOverflowError(),
                        new OutOfMemoryError("made up"),
                        new ThreadDeathLike());
        for (Throwable kind : kinds) {
            Failed failed = failed(throwing(kind));
            assertThat(failed.isPermanent()).as("%s", kind).isFalse();
            assertThat(failed.retryAfter()).as("%s", kind).isNull();
            assertThat(failed.error().type()).isEqualTo(kind.getClass().getName());
            assertThat(failed.error().stack()).contains(kind.getClass().getName());
        }
    }

    private static final class ThreadDeathLike extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void shouldSurviveARealStackOverflow() {
        assertThat(failed((payload, context) -> depth(0)).error().type())
                .isEqualTo(StackOverflowError.class.getName());
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth(int level) {
        return depth(level + 1) + 1;
    }

    @Test
    void shouldNotRetryWhatIsPermanent() {
        Failed failed = failed(throwing(new PermanentFailureException("no such customer")));
        assertThat(failed.isPermanent()).isTrue();
        assertThat(failed.error().message()).isEqualTo("no such customer");
    }

    @Test
    void shouldRetryWhenTheHandlerSays() {
        Failed failed = failed(throwing(new RetryAfterException(Duration.ofSeconds(7))));
        assertThat(failed.isPermanent()).isFalse();
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldFailForGoodWhereTheResultCannotBeKept() {
        Failed tooLarge = failed((payload, context) -> "x".repeat(300_000));
        assertThat(tooLarge.isPermanent()).isTrue();
        assertThat(tooLarge.error().message()).contains("at most 1000 bytes", "got: 300002");
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertThat(run((payload, context) -> loop)).isInstanceOf(Failed.class);
    }

    @Test
    void shouldFailRatherThanEscapeWhereAnExceptionCannotBePrinted() {
        Failed failed = failed(throwing(new Hostile()));
        assertThat(failed.error())
                .isEqualTo(new TaskError(Hostile.class.getName(), "", Hostile.class.getName()));
    }

    /** Throws whatever is asked of it. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new StackOverflowError("no text");
        }
    }

    @Test
    void shouldShortenLongMessagesAndStacks() {
        TaskError error = failed(throwing(new IOException("m".repeat(100_000)))).error();
        assertThat(error.message())
                .hasSizeLessThan(4_100)
                .endsWith("... (shortened, it has 100000 characters)");
        assertThat(error.stack()).hasSizeLessThan(16_100).contains("... (shortened, it has 10");
    }

    @Test
    void shouldFailWhereThereIsNoHandler() {
        try (HandlerRegistry none = new HandlerDiscovery().build()) {
            AttemptRunner runner = runner(none);
            assertThat(runner.run(attempt(), context(attempt()), thread))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            f -> assertThat(f.error().type()).isEqualTo("NO_HANDLER"));
        }
    }

    @Test
    void shouldInterruptAHandlerThatWasStoppedBeforeItBegan() {
        thread.interrupt();
        CountDownLatch never = new CountDownLatch(1);
        TaskHandler<JsonNode, @Nullable Object> waiting =
                (payload, context) -> {
                    never.await();
                    return "not reached";
                };
        assertThat(failed(waiting).error().type()).isEqualTo(InterruptedException.class.getName());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void shouldCountAttemptsByTheirOutcome() {
        try (HandlerRegistry handlers =
                new HandlerDiscovery()
                        .register(TYPE, JsonNode.class, AttemptRunnerTest::byPayload)
                        .build()) {
            AttemptRunner runner = runner(handlers);
            List.of(1, 1, 1, 2, 2, 3)
                    .forEach(n -> {
                        AttemptResult _ =
                                runner.run(attempt(n), context(attempt(n)), new HandlerThread());
                    });
            HandlerThread stopped = new HandlerThread();
            stopped.interrupt();
            AttemptResult _ = runner.run(attempt(2), context(attempt(2)), stopped);
            assertThat(runner.counts().of(Outcome.SUCCEEDED)).isEqualTo(3);
            assertThat(runner.counts().of(Outcome.FAILED)).isEqualTo(2);
            assertThat(runner.counts().of(Outcome.FAILED_PERMANENTLY)).isEqualTo(1);
            assertThat(runner.counts().of(Outcome.INTERRUPTED)).isEqualTo(1);
        }
    }

    private static String byPayload(JsonNode payload, dev.strand.handler.TaskContext context)
            throws Exception {
        return switch (payload.path("n").asInt()) {
            case 1 -> context.taskId();
            case 2 -> throw new IOException("again");
            default -> throw new PermanentFailureException("never");
        };
    }

    @Test
    void shouldFailWhatReturnsAValueAfterItsTimeout() {
        Duration timeout = Duration.ofMillis(20);
        TaskOptions usual = TaskOptions.DEFAULT;
        TaskOptions hasty =
                new TaskOptions(
                        usual.priority(),
                        null,
                        null,
                        timeout,
                        usual.retry(),
                        usual.onFailure(),
                        usual.labels());
        Attempt attempt =
                AttemptFixture.of(
                        new Task("g", "t", TYPE, RawJson.of("{}"), hasty, Instant.EPOCH, null));
        TaskHandler<JsonNode, @Nullable Object> slow =
                (payload, context) -> {
                    // The work of this handler is to take longer than it may.
                    Thread.sleep(timeout.multipliedBy(2));
                    return "done";
                };
        try (HandlerRegistry handlers =
                new HandlerDiscovery().register(TYPE, JsonNode.class, slow).build()) {
            AttemptRunner runner = runner(handlers);

            assertThat(runner.run(attempt, context(attempt), thread))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            late -> {
                                assertThat(late.isPermanent()).isFalse();
                                assertThat(late.error().type()).isEqualTo("TIMEOUT");
                                assertThat(late.error().message())
                                        .contains("returned a value after", "timeout is PT0.02S");
                            });
            assertThat(runner.counts().of(Outcome.FAILED)).isEqualTo(1);
        }
    }

    private Failed failed(TaskHandler<JsonNode, @Nullable Object> handler) {
        AttemptResult result = run(handler);
        assertThat(result).isInstanceOf(Failed.class);
        return (Failed) result;
    }

    private AttemptResult run(TaskHandler<JsonNode, @Nullable Object> handler) {
        try (HandlerRegistry handlers =
                new HandlerDiscovery().register(TYPE, JsonNode.class, handler).build()) {
            return runner(handlers).run(attempt(), context(attempt()), thread);
        }
    }

    private static TaskHandler<JsonNode, @Nullable Object> throwing(Throwable thrown) {
        return (payload, context) -> {
            throw AttemptRunnerTest.<RuntimeException>unchecked(thrown);
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static AttemptRunner runner(HandlerRegistry handlers) {
        return new AttemptRunner(handlers, new Breakers(Map.of()), 1_000);
    }

    private static Attempt attempt() {
        return attempt(1);
    }

    private static Attempt attempt(int n) {
        return AttemptFixture.of(
                new Task(
                        "g",
                        "t",
                        TYPE,
                        RawJson.of("{\"n\":" + n + "}"),
                        TaskOptions.DEFAULT,
                        Instant.EPOCH,
                        null));
    }

    private static AttemptContext context(Attempt attempt) {
        return new AttemptContext(
                attempt,
                Instant.MAX,
                () -> new PacedProgress(progress -> {}, held -> {}),
                () -> false,
                LoggerFactory.getLogger(AttemptRunnerTest.class));
    }
}
