package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What starts at a time, and what no longer does. */
class ScheduleTest {
    private static TaskOptions options(
            int priority, @Nullable Instant notBefore, @Nullable Instant expiresAt) {
        return new TaskOptions(
                priority,
                notBefore,
                expiresAt,
                Duration.ofSeconds(2),
                RetryPolicy.DEFAULT,
                OnFailure.CONTINUE,
                Map.of());
    }

    private static TaskOptions notBefore(Instant at) {
        return options(5, at, null);
    }

    @Test
    void shouldStartAScheduledTaskInItsPlaceOnceItIsDue() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "later", notBefore(bench.wall().plusSeconds(2))));
        bench.submit("g", "a");
        bench.submit("g", "b");
        Attempt first = bench.entered();
        bench.pass(Duration.ofSeconds(2));

        bench.complete(first);

        assertThat(bench.ids()).containsExactly("later");
    }

    @Test
    void shouldWakeForAScheduledTask() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "later", notBefore(bench.wall().plusSeconds(2))));
        bench.submit(Records.task("g", "sooner", notBefore(bench.wall().plusSeconds(1))));

        bench.pass(Duration.ofMillis(999));
        assertThat(bench.runs).isEmpty();
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.ids()).containsExactly("sooner");
    }

    @Test
    void shouldNotPutAScheduledTaskBeforeOneThatIsBeingRetried() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "later", notBefore(bench.wall().plusMillis(500))));
        bench.submit("g", "a");
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();

        bench.pass(Duration.ofMillis(600));
        assertThat(bench.runs).isEmpty();
        bench.pass(Duration.ofMillis(400));
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldLetATaskExpireThatHasNotStartedInTime() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit(Records.task("g", "b", options(5, null, bench.wall().plusSeconds(1))));
        bench.submit("g", "c");
        Attempt first = bench.entered();

        bench.pass(Duration.ofMillis(999));
        bench.deliver();
        assertThat(bench.facts("b")).isEmpty();
        bench.pass(Duration.ofMillis(1));
        bench.deliver();
        assertThat(bench.facts("b"))
                .as("while the one before it runs")
                .containsExactly(FactStatus.EXPIRED);

        bench.complete(first);
        assertThat(bench.ids()).containsExactly("c");
    }

    @Test
    void shouldEndManyThatExpireAtOnceAPieceAtATime() {
        Bench bench = Bench.acting();
        bench.submit("g", "head");
        Attempt head = bench.entered();
        Instant due = bench.wall().plusSeconds(1);
        for (int i = 0; i < 1_000; i++) {
            bench.submit(Records.task("g", "t" + i, options(5, due, due.plusSeconds(1))));
        }
        bench.live(Duration.ofMillis(1_500));

        bench.pass(Duration.ofMillis(500));
        assertThat(bench.outbox).hasSizeLessThan(300);
        bench.deliver();

        assertThat(bench.records(Fact.class))
                .filteredOn(fact -> fact.status() == FactStatus.EXPIRED)
                .hasSize(1_000);
        bench.complete(head);
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldLetTasksExpireInAGroupThatIsPaused() {
        Bench bench = Bench.acting();
        bench.ask(new Pause("g", "night", null));
        bench.deliver();
        bench.submit(Records.task("g", "a", options(5, null, bench.wall().plusSeconds(2))));
        bench.submit(Records.task("g", "b", options(5, null, bench.wall().plusSeconds(1))));
        bench.submit("g", "c");

        bench.live(Duration.ofSeconds(1));
        assertThat(bench.facts("b")).containsExactly(FactStatus.EXPIRED);
        assertThat(bench.facts("a")).isEmpty();
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.facts("a")).containsExactly(FactStatus.EXPIRED);

        bench.ask(new Resume("g", null));
        bench.deliver();
        assertThat(bench.ids()).containsExactly("c");
    }

    @Test
    void shouldLetATaskWaitThatNobodyHereCanRunUntilItExpires() {
        Bench bench = Bench.acting();
        bench.hasHandler = false;
        bench.submit(Records.task("g", "a", options(5, null, bench.wall().plusSeconds(1))));
        assertThat(bench.runs).isEmpty();

        bench.pass(Duration.ofSeconds(1));
        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.EXPIRED);
    }

    @Test
    void shouldReachTheDueTaskBehindMoreScheduledOnesThanItsWindowHolds() {
        Bench bench = new Bench(2, 100);
        for (int i = 0; i < 10; i++) {
            bench.submit(Records.task("g", "later" + i, notBefore(bench.wall().plusSeconds(60))));
        }
        bench.submit("g", "now");

        bench.assign();
        bench.deliver();

        assertThat(bench.ids()).containsExactly("now");
    }
}
