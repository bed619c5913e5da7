package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttemptThreadsTest {
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private final AttemptThreads threads = new AttemptThreads(STUCK_AFTER);
    private final Attempt attempt =
            AttemptFixture.of(
                    new Task(
                            "g",
                            "t",
                            "mail",
                            RawJson.NULL,
                            TaskOptions.DEFAULT,
                            Instant.EPOCH,
                            null));

    private HandlerThread enter() {
        threads.begin(attempt);
        HandlerThread thread = Objects.requireNonNull(threads.find(attempt));
        thread.enter();
        return thread;
    }

    private static long later() {
        return System.nanoTime() + STUCK_AFTER.toNanos();
    }

    @Test
    void shouldReportAHandlerThatIgnoresItsInterruptOnce() {
        HandlerThread thread = enter();
        threads.interrupt(attempt);
        threads.interrupt(attempt);
        threads.tick(System.nanoTime());
        assertThat(threads.stuck()).isEmpty();

        threads.tick(later());
        threads.tick(later());

        assertThat(threads.stuck()).containsExactly(attempt);
        assertThat(threads.everStuck()).isEqualTo(1);
        thread.leave();
        threads.end(attempt);
        assertThat(threads.stuck()).isEmpty();
        assertThat(threads.all()).isEmpty();
        assertThat(threads.everStuck()).isEqualTo(1);
    }

    @Test
    void shouldNotReportAHandlerThatHasReturned() {
        HandlerThread thread = enter();
        threads.interrupt(attempt);
        thread.leave();

        threads.tick(later());

        assertThat(threads.stuck()).isEmpty();
        assertThat(threads.everStuck()).isZero();
    }
}
