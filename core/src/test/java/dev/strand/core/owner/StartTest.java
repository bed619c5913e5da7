package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static dev.strand.core.owner.Bench.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.Token;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What starts, in which order, and when. */
class StartTest {
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

    @Test
    void shouldTakeAValueThatWasReturnedInTimeAlthoughItIsToldLate() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt attempt = bench.entered();
        bench.live(Records.task("g", "a").options().timeout().plusSeconds(1));
        assertThat(bench.interrupted).contains(attempt);

        bench.complete(attempt);

        assertThat(bench.facts("a")).last().isEqualTo(FactStatus.COMPLETED);
    }

    @Test
    void shouldStartNothingBeforeItsClaimHasBeenReadBack() {
        Bench bench = new Bench();
        bench.assign();
        bench.submit("g", "a");
        Outgoing claim = bench.outbox.removeFirst();
        bench.acknowledge(claim);
        assertThat(bench.runs).isEmpty();

        bench.append(claim.record());

        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldStartNothingBeforeItsClaimHasBeenAcknowledged() {
        Bench bench = new Bench();
        bench.assign();
        bench.submit("g", "a");
        Outgoing claim = bench.outbox.removeFirst();
        bench.append(claim.record());
        assertThat(bench.runs).isEmpty();

        bench.acknowledge(claim);
        bench.deliver();

        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldStartTheNextTaskOnlyAfterTheOutcomeIsAcknowledged() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.submit("h", "c");
        assertThat(bench.ids()).containsExactly("a", "c");

        Attempt first = bench.runs.getFirst();
        bench.runs.clear();
        bench.enter(first);
        bench.returns(first, VALUE);
        Outgoing outcome = bench.outbox.removeFirst();
        bench.append(outcome.record());
        assertThat(bench.runs).isEmpty();

        bench.acknowledge(outcome);

        assertThat(bench.ids()).containsExactly("b");
    }

    @Test
    void shouldHoldTheGroupWhileItsHeadIsRetried() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();
        assertThat(bench.facts("a")).containsExactly(FactStatus.RETRYING);

        bench.pass(Duration.ofMillis(999));
        assertThat(bench.runs).isEmpty();
        bench.pass(Duration.ofMillis(1));

        Attempt second = bench.entered();
        assertThat(second.run().taskId()).isEqualTo("a");
        assertThat(second.token()).isEqualTo(new Token(1, 2));
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void shouldWorkThroughMoreTasksThanItsWindowHolds() {
        Bench bench = new Bench(2, 100);
        for (int i = 0; i < 40; i++) {
            bench.submit("g", "t" + i);
        }
        bench.assign();
        bench.deliver();
        for (int i = 40; i < 60; i++) {
            bench.submit("g", "t" + i);
        }

        for (int i = 0; i < 60; i++) {
            assertThat(bench.ids()).containsExactly("t" + i);
            bench.complete(bench.entered());
        }
        assertThat(bench.store.all()).isEmpty();
        assertThat(bench.permits.used()).isZero();
    }

    @Test
    void shouldHandItsPermitToTheMostUrgentGroup() {
        Bench bench = new Bench(4, 1);
        bench.assign();
        bench.deliver();
        bench.submit("busy", "a");
        bench.submit(Records.task("low", "b", options(1, null, null)));
        bench.submit(Records.task("middle", "c", options(5, null, null)));
        Attempt first = bench.entered();
        assertThat(bench.runs).isEmpty();

        bench.returns(first, VALUE);

        assertThat(bench.ids()).containsExactly("c");
    }

    @Test
    void shouldLendTheirPriorityToTheTasksBeforeThem() {
        Bench bench = new Bench(4, 1);
        bench.assign();
        bench.deliver();
        bench.submit("busy", "a");
        bench.submit(Records.task("low", "b", options(1, null, null)));
        bench.submit(Records.task("middle", "c", options(5, null, null)));
        bench.submit(Records.task("low", "urgent", options(10, null, null)));
        Attempt first = bench.entered();

        bench.returns(first, VALUE);

        assertThat(bench.ids()).containsExactly("b");
        assertThat(bench.permits.waiting()).isEqualTo(1);
    }

    @Test
    void shouldAnnounceAnAttemptOnlyIfItLasts() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("h", "b");
        Attempt short1 = bench.runs.get(0);
        Attempt lasting = bench.runs.get(1);
        bench.enter(short1);
        bench.enter(lasting);
        bench.complete(short1);

        bench.pass(Duration.ofMillis(30));
        bench.pass(Duration.ofMillis(30));
        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.COMPLETED);
        assertThat(bench.facts("b")).containsExactly(FactStatus.STARTED);
    }

    @Test
    void shouldInterruptAnAttemptWhoseTimeIsOverOnce() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "a", options(5, null, null)));
        Attempt attempt = bench.entered();

        bench.live(Duration.ofMillis(1_999));
        assertThat(bench.interrupted).isEmpty();
        bench.live(Duration.ofSeconds(3));

        assertThat(bench.interrupted).containsExactly(attempt);
        assertThat(attempt.isTimedOut()).isTrue();
    }

    @Test
    void shouldStartNothingMoreWhileItDrains() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.submit("h", "c");
        Attempt running = bench.runs.removeFirst();
        Attempt decided = bench.started();
        bench.enter(running);

        bench.owner.drain();

        assertThat(bench.enter(decided)).isFalse();
        bench.complete(running);
        assertThat(bench.runs).isEmpty();
        assertThat(bench.owner.running()).isZero();
        assertThat(bench.permits.used()).isZero();
    }
}
