package dev.strand.handler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandlerHarnessTest {

    record Sum(int left, int right) {}

    private static HandlerRun run(TaskHandler<JsonNode, ?> handler) throws InterruptedException {
        try (HandlerHarness harness = HandlerHarness.of("t", JsonNode.class, handler)) {
            return harness.run("{}");
        }
    }

    @Test
    void shouldGiveResultAndProgress() throws Exception {
        try (HandlerHarness harness =
                HandlerHarness.of(
                        "add",
                        Sum.class,
                        (sum, context) -> {
                            context.progress(50, "half");
                            context.progress(100);
                            return sum.left() + sum.right();
                        })) {
            HandlerRun run = harness.run("{\"left\": 1, \"right\": 2}");

            assertThat(run.completedWith(Integer.class)).isEqualTo(3);
            assertThat(run.progress())
                    .containsExactly(new Progress(50, "half"), new Progress(100, null));
        }
    }

    @Test
    void shouldTellTheKindsOfFailureApart() throws Exception {
        HandlerRun permanent =
                run((_, _) -> {
                    throw new PermanentFailureException("never");
                });
        HandlerRun later =
                run((_, _) -> {
                    throw new RetryAfterException(Duration.ofSeconds(9));
                });
        HandlerRun ordinary =
                run((_, _) -> {
                    throw new IOException("this time");
                });

        assertThat(permanent.failedForGood()).hasMessage("never");
        assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(ordinary.failed()).hasMessage("this time");
        assertThatThrownBy(permanent::failed)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("should have failed in the ordinary way, but it failed with")
                .hasRootCauseInstanceOf(PermanentFailureException.class);
        assertThatThrownBy(later::failedForGood).isInstanceOf(AssertionError.class);
        assertThatThrownBy(ordinary::retryAfter).isInstanceOf(AssertionError.class);
        assertThatThrownBy(ordinary::completed).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldInterruptAtTheDeadline() throws Exception {
        try (HandlerHarness harness =
                HandlerHarness.of(
                        "t",
                        JsonNode.class,
                        (_, _) -> {
                            new CountDownLatch(1).await();
                            return null;
                        })) {
            HandlerRun run =
                    harness.run("{}", new TestTaskContext().deadline(Instant.now().plusMillis(20)));

            assertThat(run.failed()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldCancelAHandlerInFlight() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (HandlerHarness harness =
                HandlerHarness.of(
                        "t",
                        JsonNode.class,
                        (_, context) -> {
                            started.countDown();
                            while (!context.isCancelled()) {
                                Thread.onSpinWait();
                            }
                            return Thread.interrupted() || waitForInterrupt();
                        })) {
            HandlerInFlight inFlight = harness.start("{}", new TestTaskContext());
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

            HandlerRun run = inFlight.cancel().await(Duration.ofSeconds(10));

            assertThat(run.completedWith(Boolean.class)).isTrue();
        }
    }

    @Test
    void shouldRefuseProgressOutOfRange() throws Exception {
        HandlerRun run =
                run((_, context) -> {
                    context.progress(101);
                    return null;
                });

        assertThat(run.failed()).hasMessage("percent must be from 0 to 100, got: 101");
    }

    private static boolean waitForInterrupt() {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
        return true;
    }
}
