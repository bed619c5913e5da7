package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static dev.strand.core.owner.Bench.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.Token;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Claims, closes, fences, orphans and probation. */
class HandOverTest {
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final RunId RUN = RunId.at("g", "a", 1, 0);
    private static final Duration SILENCE = Duration.ofSeconds(9);

    private static Owner last(Bench bench) {
        return bench.records(Owner.class).getLast();
    }

    /** A process that has claimed after another which is still open. */
    private static Bench after(OwnerKey open) {
        Bench bench = new Bench();
        bench.given(Records.claim(open));
        bench.assign();
        return bench;
    }

    @Test
    void shouldBeatEveryThirdOfTheLease() {
        Bench bench = Bench.acting();

        bench.live(Duration.ofSeconds(20));

        assertThat(bench.records(Owner.class)).hasSizeBetween(11, 14);
        assertThat(bench.owner.isActing(bench.now())).isTrue();
    }

    @Test
    void shouldClaimAgainAboveAWinner() {
        Bench bench = new Bench();
        bench.assign();
        bench.append(Records.claim(Records.epoch(1)));

        bench.live(Duration.ofSeconds(1));

        assertThat(last(bench).key().epoch()).isEqualTo(2);
    }

    @Test
    void shouldCloseWithWhatStillRunsWhenItIsUnassigned() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("h", "b");
        bench.submit("i", "c");
        Attempt entered = bench.runs.get(0);
        Attempt returned = bench.runs.get(1);
        Attempt decided = bench.runs.get(2);
        bench.enter(entered);
        bench.enter(returned);
        bench.returns(returned, VALUE);
        bench.outbox.clear();

        bench.unassign();

        Owner close = (Owner) bench.outbox.getLast().record();
        assertThat(close.kind()).isEqualTo(OwnerKind.CLOSE);
        assertThat(close.running())
                .containsExactlyInAnyOrder(
                        new Running(entered.run(), new Token(1, 1)),
                        new Running(returned.run(), new Token(1, 1)));
        assertThat(bench.enter(decided)).isFalse();
    }

    @Test
    void shouldListTheEndsThatAreNotAcknowledgedWhenItCloses() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.entered();
        bench.ask(new Cancel("g", "b", null));
        Outgoing end = bench.outbox.removeFirst();

        bench.unassign();
        bench.deliver();
        assertThat(last(bench).running())
                .contains(new Running(RunId.at("g", "b", 1, 1), new Token(1, 0)));

        bench.append(end.record());
        bench.acknowledge(end);
        bench.deliver();
        assertThat(last(bench).running()).extracting(r -> r.run().taskId()).containsExactly("a");
    }

    @Test
    void shouldReportTheOutcomeOfAnOrphanAndThenThatNothingRuns() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt orphan = bench.entered();
        bench.unassign();
        bench.deliver();
        bench.live(Duration.ofSeconds(10));
        assertThat(last(bench).running()).hasSize(1);

        bench.complete(orphan);

        assertThat(bench.facts("a")).endsWith(FactStatus.COMPLETED);
        assertThat(last(bench).running()).isEmpty();
        assertThat(bench.owner.running()).isZero();
        int records = bench.status.size();
        bench.live(Duration.ofSeconds(10));
        assertThat(bench.status).hasSize(records);
    }

    @Test
    void shouldStartInTheNextEpochOnlyWhatNoOrphanHolds() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.submit("h", "c");
        Attempt orphan = bench.runs.removeFirst();
        bench.runs.clear();
        bench.enter(orphan);
        bench.unassign();
        bench.deliver();

        bench.assign();
        bench.deliver();
        assertThat(bench.ids()).containsExactly("c");
        bench.runs.clear();
        bench.complete(orphan);

        assertThat(bench.ids()).containsExactly("b");
    }

    @Test
    void shouldStopForGoodWhenItWasFrozenForLongerThanItsLease() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("h", "b");
        Attempt running = bench.runs.removeFirst();
        Attempt decided = bench.started();
        bench.enter(running);

        bench.freeze(Duration.ofSeconds(5));

        assertThat(bench.enter(decided)).isFalse();
        bench.returns(running, VALUE);
        bench.deliver();
        assertThat(bench.facts("a")).isEmpty();
        assertThat(bench.records(Owner.class)).anyMatch(Owner::closed);
    }

    @Test
    void shouldInterruptWhatRunsWhenItsLeaseBreaks() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt running = bench.entered();

        bench.pass(Duration.ofSeconds(5));

        assertThat(bench.interrupted).containsExactly(running);
        assertThat(bench.owner.isActing(bench.now())).isFalse();
    }

    @Test
    void shouldClaimAgainOnceItsBrokenEpochIsReadClosed() {
        Bench bench = Bench.acting();
        bench.pass(Duration.ofSeconds(5));
        bench.live(Duration.ofSeconds(1));
        bench.submit("g", "a");

        assertThat(last(bench).key().epoch()).isEqualTo(2);
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldTakeBackWhatWasAcknowledgedButVoid() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        Attempt first = bench.entered();
        bench.returns(first, VALUE);
        Outgoing outcome = bench.outbox.removeFirst();
        bench.acknowledge(outcome);
        bench.runs.clear();

        bench.append(new Fence(first.owner()));
        bench.append(outcome.record());
        bench.live(Duration.ofSeconds(1));

        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldCloseWhenAHigherClaimIsRead() {
        Bench bench = Bench.acting();

        bench.append(Records.claim(Records.epoch(7)));
        bench.deliver();

        assertThat(bench.owner.isActing(bench.now())).isFalse();
        assertThat(last(bench).closed()).isTrue();
    }

    @Test
    void shouldCloseWhenItNoLongerReadsWhatItWrites() {
        Bench bench = Bench.acting();
        for (int i = 0; i < 10; i++) {
            bench.pass(Duration.ofMillis(900));
            bench.outbox.forEach(bench::acknowledge);
        }

        assertThat(bench.outbox)
                .extracting(Outgoing::record)
                .anyMatch(r -> r instanceof Owner o && o.kind() == OwnerKind.CLOSE);
    }

    @Test
    void shouldFenceASilentOwnerAndStartAfterItsFenceIsRead() {
        Bench bench = after(OTHER);
        bench.submit("g", "a");
        bench.live(Duration.ofSeconds(5));
        assertThat(bench.records(Fence.class)).isEmpty();

        bench.live(SILENCE);

        assertThat(bench.records(Fence.class)).containsExactly(new Fence(OTHER));
        assertThat(bench.tasksEndAsked).isEqualTo(1);
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldNotTakeItsOwnLagForTheSilenceOfAnother() {
        Bench bench = after(OTHER);
        bench.deliver();
        for (int i = 1; i <= 10; i++) {
            bench.live(Duration.ofSeconds(2));
            bench.append(Records.beat(OTHER, i));
        }

        assertThat(bench.records(Fence.class)).isEmpty();
    }

    @Test
    void shouldAnnounceTheFirstAttemptAfterAnUncleanTakeOver() {
        Bench bench = after(OTHER);
        bench.submit("g", "a");
        bench.submit("g", "b");
        while (bench.records(Fence.class).isEmpty()) {
            bench.live(Duration.ofMillis(500));
        }
        bench.owner.tasksEnd(2);

        assertThat(bench.facts("a")).containsExactly(FactStatus.STARTED);
        bench.complete(bench.entered());
        assertThat(bench.facts("b")).isEmpty();
        assertThat(bench.ids()).containsExactly("b");
    }

    @Test
    void shouldNotRunATaskThatHasLostAllItsAttempts() {
        TaskOptions once =
                new TaskOptions(
                        5,
                        null,
                        null,
                        TaskOptions.DEFAULT_TIMEOUT,
                        new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0),
                        OnFailure.CONTINUE,
                        Map.of());
        Bench bench = after(OTHER);
        bench.submit(Records.task("g", "a", once));
        bench.append(Records.fact(RUN, OTHER, 1, FactStatus.STARTED));

        bench.live(SILENCE.plusSeconds(2));

        assertThat(bench.facts("a")).containsExactly(FactStatus.STARTED, FactStatus.FAILED);
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldNotLoseAnAnnouncedAttemptThatWasNotMade() {
        Bench bench = after(OTHER);
        bench.submit("g", "a");
        bench.live(SILENCE.plusSeconds(2));
        Attempt announced = bench.started();
        bench.ask(new Pause("g", null, null));
        assertThat(bench.enter(announced)).isFalse();

        bench.ask(new Resume("g", null));

        assertThat(bench.entered().token()).isEqualTo(announced.token());
        assertThat(bench.facts("a")).containsExactly(FactStatus.STARTED);
    }

    @Test
    void shouldStopAHandlerWhoseRunAnotherHasEnded() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt orphan = bench.entered();
        bench.unassign();
        bench.deliver();

        bench.append(Records.fact(RUN, Records.epoch(9), 0, FactStatus.CANCELLED));
        assertThat(bench.interrupted).containsExactly(orphan);
        bench.returns(orphan, FAILURE);
        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
        assertThat(last(bench).running()).isEmpty();
    }

    @Test
    void shouldNotStopAnOrphanForTheVoidFactOfAFencedOwner() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.entered();
        bench.unassign();
        bench.deliver();

        bench.append(new Fence(Records.epoch(9)));
        bench.append(Records.fact(RUN, Records.epoch(9), 1, FactStatus.COMPLETED));

        assertThat(bench.interrupted).isEmpty();
    }

    @Test
    void shouldInterruptForGoodWhatIsAbandoned() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt running = bench.entered();

        bench.effects(bench.owner.abandon(bench.now()));
        bench.returns(running, FAILURE);
        bench.unassign();
        bench.deliver();
        bench.assign();
        bench.deliver();

        assertThat(bench.interrupted).containsExactly(running);
        assertThat(bench.facts("a")).isEmpty();
        assertThat(last(bench).closed()).isTrue();
    }
}
