package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static dev.strand.core.owner.Bench.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.Token;
import dev.strand.core.why.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What still runs in an epoch that is closed. */
class OrphanTest {
    private static final RunId RUN = RunId.at("g", "a", 1, 0);

    private static Owner last(Bench bench) {
        return bench.records(Owner.class).getLast();
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

    /** A fact of another group that was not acknowledged in time: only a fence settles it. */
    private static void fenceItself(Bench bench) {
        bench.submit("h", "b");
        Attempt other = bench.entered();
        bench.live(Duration.ofSeconds(1));
        bench.returns(other, VALUE);
        Outgoing outcome = bench.outbox.removeLast();
        bench.pass(Duration.ofSeconds(5));
        bench.effects(bench.owner.gaveUp(outcome, bench.now()));
    }

    @Test
    void shouldHoldAGroupWhoseHandlerIsStillInsideHereAlthoughItsEpochIsFenced() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt deaf = bench.entered();
        fenceItself(bench);
        assertThat(bench.interrupted).contains(deaf);

        bench.live(Duration.ofSeconds(30));
        assertThat(bench.records(Fence.class)).hasSize(1);
        assertThat(bench.ids()).as("the other group goes on").containsExactly("b");
        assertThat(bench.why(null)).first().isInstanceOf(Reason.Stuck.class);

        bench.complete(deaf);
        assertThat(bench.ids()).containsExactly("b", "a");
    }

    @Test
    void shouldTellAnotherOwnerOfWhatIsStillInsideHere() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt deaf = bench.entered();
        fenceItself(bench);
        bench.unassign();
        bench.deliver();

        assertThat(bench.owner.others().insideHere(1, bench.now())).isEmpty();
        assertThat(bench.owner.others().insideHere(2, bench.now()))
                .containsExactly(new Inside("g", "a", 1, Bench.WORKER.name()));

        bench.returns(deaf, VALUE);
        assertThat(bench.owner.others().insideHere(2, bench.now())).isEmpty();
    }

    @Test
    void shouldLeaveItToTheLogWhatRunsInAnEpochThatHasClosedInGoodOrder() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.entered();
        bench.unassign();
        bench.deliver();

        assertThat(bench.owner.others().insideHere(2, bench.now())).isEmpty();
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

    @Test
    void shouldFenceItselfWhenNobodyKnowsWhetherAnOutcomeArrives() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt attempt = bench.entered();
        bench.returns(attempt, VALUE);
        Outgoing outcome = bench.outbox.removeFirst();
        bench.pass(Duration.ofSeconds(5));
        assertThat(bench.owner.isWanted(outcome)).isFalse();

        bench.effects(bench.owner.gaveUp(outcome, bench.now()));

        assertThat(bench.outbox).extracting(Outgoing::record).contains(new Fence(attempt.owner()));
        assertThat(bench.outbox).allMatch(bench.owner::isWanted);
        assertThat(bench.owner.running()).isEqualTo(1);
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactly("a");
        bench.append(outcome.record());
        assertThat(bench.store.all()).hasSize(1);
    }

    @Test
    void shouldStopOrphansThatTheRestoredStoreKnowsToBeFenced() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt orphan = bench.entered();
        bench.unassign();
        bench.deliver();
        bench.given(new Fence(orphan.owner()));

        bench.assign();

        assertThat(bench.interrupted).containsExactly(orphan);
        bench.returns(orphan, VALUE);
        bench.deliver();
        assertThat(bench.facts("a")).isEmpty();
    }
}
