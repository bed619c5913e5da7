package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Commands are carried out once, and hold from the moment they are. */
class CommandsTest {
    private static final Pause PAUSE = new Pause("g", "checking", "ada");
    private static final Resume RESUME = new Resume("g", "ada");

    private final Bench bench = Bench.acting();

    @Test
    void shouldStartNothingInAPausedGroupUntilItIsResumed() {
        bench.submit("g", "a");
        bench.submit("g", "b");
        Attempt first = bench.entered();
        bench.ask(PAUSE);
        bench.deliver();
        bench.complete(first);
        assertThat(bench.runs).isEmpty();

        bench.ask(RESUME);

        assertThat(bench.ids()).containsExactly("b");
        bench.deliver();
        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.records(GroupChange.class))
                .extracting(GroupChange::paused)
                .containsExactly(true, false);
    }

    @Test
    void shouldNotEnterAHandlerOfAGroupThatWasPausedSinceTheDecision() {
        bench.submit("g", "a");
        Attempt decided = bench.started();

        bench.ask(PAUSE);

        assertThat(bench.enter(decided)).isFalse();
        assertThat(bench.permits.used()).isZero();
        bench.ask(RESUME);
        assertThat(bench.started().number()).isEqualTo(1);
    }

    @Test
    void shouldHoldTasksThatComeBeforeThePauseIsRead() {
        bench.ask(PAUSE);

        bench.submit("g", "a");

        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldNotBeUndoneByTheEffectOfAnOlderCommand() {
        bench.submit("g", "a");
        bench.runs.clear();
        bench.ask(RESUME);
        bench.ask(PAUSE);

        bench.append(bench.outbox.removeFirst().record());

        assertThat(bench.records(GroupChange.class))
                .singleElement()
                .matches(g -> !g.paused(), "is the resume");
        bench.submit("g", "b");
        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldCancelAQueuedTask() {
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.submit("g", "c");
        Attempt first = bench.entered();

        bench.ask(new Cancel("g", "b", null));
        bench.deliver();
        assertThat(bench.facts("b")).containsExactly(FactStatus.CANCELLED);
        bench.complete(first);

        assertThat(bench.ids()).containsExactly("c");
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldCancelATaskThatWaitsForItsRetry() {
        bench.submit("g", "a");
        bench.submit("g", "b");
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();

        bench.ask(new Cancel("g", "a", null));
        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.RETRYING, FactStatus.CANCELLED);
        assertThat(bench.ids()).containsExactly("b");
    }

    @Test
    void shouldInterruptARunningTaskAndLetItsHandlerReturnFirst() {
        bench.submit("g", "a");
        Attempt attempt = bench.entered();

        bench.ask(new Cancel("g", "a", null));
        assertThat(bench.interrupted).containsExactly(attempt);
        assertThat(attempt.isCancelRequested()).isTrue();
        assertThat(bench.outbox).isEmpty();
        bench.returns(attempt, FAILURE);
        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
    }

    @Test
    void shouldKeepTheValueOfAHandlerThatTheCancelDidNotStop() {
        bench.submit("g", "a");
        Attempt attempt = bench.entered();
        bench.ask(new Cancel("g", "a", null));

        bench.complete(attempt);

        assertThat(bench.facts("a")).containsExactly(FactStatus.COMPLETED);
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldCancelATaskThatFailedWhileTheCancelCame() {
        bench.submit("g", "a");
        Attempt attempt = bench.entered();
        bench.returns(attempt, FAILURE);
        bench.ask(new Cancel("g", "a", null));

        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.RETRYING, FactStatus.CANCELLED);
    }

    @Test
    void shouldNotEnterATaskThatWasCancelledSinceTheDecision() {
        bench.submit("g", "a");
        Attempt decided = bench.started();

        bench.ask(new Cancel("g", "a", null));

        assertThat(bench.enter(decided)).isFalse();
        bench.deliver();
        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
        assertThat(bench.permits.used()).isZero();
    }

    @Test
    void shouldAskWhoeverStillRunsATaskToCancelItOnce() {
        Bench next = new Bench();
        OwnerKey first = Records.epoch(1);
        RunId run = RunId.at("g", "a", 1, 0);
        next.assign();
        next.append(Records.claim(first));
        next.append(Records.closed(first, 1, Records.running(run, first, 1)));
        next.submit("g", "a");
        next.live(Duration.ofSeconds(1));

        next.ask(new Cancel("g", "a", null));
        next.live(Duration.ofSeconds(2));

        assertThat(next.records(CancelRequest.class)).containsExactly(new CancelRequest(run, 1));
        assertThat(next.facts("a")).isEmpty();

        next.append(Records.fact(run, first, 1, FactStatus.CANCELLED));
        assertThat(next.store.pending()).isEmpty();
    }

    @Test
    void shouldInterruptAnOrphanThatSomebodyAsksToCancel() {
        bench.submit("g", "a");
        Attempt orphan = bench.entered();
        bench.unassign();
        bench.deliver();

        bench.append(new CancelRequest(orphan.run(), 1));

        assertThat(bench.interrupted).containsExactly(orphan);
        bench.returns(orphan, FAILURE);
        bench.deliver();
        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
    }

    @Test
    void shouldCarryOutAgainWhatTheLastEpochDidNotGetRead() {
        bench.submit("g", "a");
        bench.runs.clear();
        bench.ask(PAUSE);
        bench.outbox.clear();
        bench.unassign();
        bench.deliver();

        bench.assign();
        bench.deliver();

        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.store.group("g").paused()).isTrue();
        assertThat(bench.runs).isEmpty();
    }
}
