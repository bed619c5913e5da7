package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.UnparkAction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParkTest {
    private static final AttemptResult FOR_GOOD =
            new AttemptResult.Failed(new TaskError("Boom", "broken", null), true, null);

    private final Bench bench = Bench.acting();

    private static Task parking(String taskId) {
        TaskOptions d = TaskOptions.DEFAULT;
        return Records.task(
                "g",
                taskId,
                new TaskOptions(
                        d.priority(),
                        null,
                        null,
                        d.timeout(),
                        d.retry(),
                        OnFailure.PARK,
                        d.labels()));
    }

    private long parkedBy(String taskId) {
        long sequence = bench.submit(parking(taskId));
        bench.submit("g", "b");
        bench.returns(bench.entered(), FOR_GOOD);
        bench.deliver();
        return sequence;
    }

    @Test
    void shouldStartNothingInAParkedGroup() {
        parkedBy("a");

        bench.submit("g", "c");

        assertThat(bench.runs).isEmpty();
        assertThat(bench.store.group("g").parkedBy()).isEqualTo(RunId.at("g", "a", 1, 0));
    }

    @Test
    void shouldHoldTheGroupBeforeItsOwnFailureIsRead() {
        bench.submit(parking("a"));
        bench.submit("g", "b");
        bench.returns(bench.entered(), FOR_GOOD);

        bench.acknowledge(bench.outbox.removeFirst());
        bench.submit("g", "c");

        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldGoOnWithTheNextTaskWhenTheFailedOneIsSkipped() {
        parkedBy("a");

        bench.ask(new Unpark("g", UnparkAction.SKIP, "ada"));
        bench.deliver();

        assertThat(bench.started().run().taskId()).isEqualTo("b");
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldRunTheFailedTaskAgainInItsPlaceBeforeAllThatWaits() {
        long sequence = parkedBy("a");

        long command = bench.ask(new Unpark("g", UnparkAction.RETRY, "ada"));
        bench.deliver();

        Attempt again = bench.entered();
        assertThat(again.run()).isEqualTo(new RunId("g", "a", 2, sequence, command));
        bench.complete(again);
        assertThat(bench.started().run().taskId()).isEqualTo("b");
        assertThat(bench.store.states()).isEmpty();
    }

    @Test
    void shouldRetryInPlaceOnlyTheRunThatParkedTheGroup() {
        parkedBy("a");

        bench.ask(new Retry(Records.task("g", "b"), 2, true, null));
        bench.ask(new Retry(parking("a"), 3, true, null));
        bench.deliver();
        assertThat(bench.runs).isEmpty();

        bench.ask(new Retry(parking("a"), 2, true, null));
        bench.deliver();
        assertThat(bench.started().run().run()).isEqualTo(2);
    }

    @Test
    void shouldStayParkedUnderTheNextOwner() {
        parkedBy("a");
        bench.unassign();
        bench.deliver();
        bench.assign();
        bench.deliver();
        assertThat(bench.owner.isActing(bench.now())).isTrue();
        assertThat(bench.runs).isEmpty();

        bench.ask(new Unpark("g", UnparkAction.RETRY, null));
        bench.deliver();

        assertThat(bench.started().run().taskId()).isEqualTo("a");
    }

    @Test
    void shouldCancelAQueuedTaskWhileParked() {
        parkedBy("a");

        bench.ask(new Cancel("g", "b", null));
        bench.deliver();

        assertThat(bench.facts("b")).containsExactly(FactStatus.CANCELLED);
        assertThat(bench.store.group("g").isParked()).isTrue();
    }

    @Test
    void shouldCancelTheRunThatAnUnparkBeforeTheCancelMakes() {
        parkedBy("a");
        bench.ask(new Unpark("g", UnparkAction.RETRY, null));
        bench.ask(new Cancel("g", "a", null));

        bench.deliver();

        assertThat(bench.facts("a")).containsExactly(FactStatus.FAILED, FactStatus.CANCELLED);
        assertThat(bench.ids()).containsExactly("b");
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldSayThatThereIsNothingToUnpark() {
        bench.submit("g", "a");
        bench.ask(new Unpark("g", UnparkAction.RETRY, null));
        bench.deliver();

        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.records(GroupChange.class))
                .singleElement()
                .matches(change -> change.unparked() == null, "lets go of nothing");
    }

    @Test
    void shouldHoldTasksOfAPausedType() {
        bench.ask(new Pause(Reserved.ofType("demo"), "third party down", "ada"));
        bench.submit("g", "a");
        bench.submit("h", "b");
        bench.deliver();
        assertThat(bench.runs).isEmpty();

        bench.ask(new Resume(Reserved.ofType("demo"), "ada"));
        bench.deliver();

        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldHoldEverythingUnderTheNextOwnerToo() {
        bench.ask(new Pause(Reserved.ALL, null, "ada"));
        bench.deliver();
        bench.unassign();
        bench.deliver();
        bench.assign();
        bench.deliver();
        bench.submit("g", "a");
        assertThat(bench.runs).isEmpty();

        bench.ask(new Resume(Reserved.ALL, "ada"));

        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldPurgeInPiecesWhatHasNotStarted() {
        bench.submit("g", "running");
        Attempt running = bench.entered();
        IntStream.range(0, 3 * Purges.PIECE).forEach(i -> bench.submit("g", "t" + i));

        bench.ask(new Purge("g", "sent twice", "ada"));

        assertThat(bench.outbox).hasSizeBetween(1, Purges.PIECE);
        bench.submit("g", "after");
        bench.deliver();
        assertThat(bench.records(Purged.class)).hasSize(1);
        assertThat(bench.facts("t0")).containsExactly(FactStatus.CANCELLED);
        assertThat(bench.facts("t" + (3 * Purges.PIECE - 1))).containsExactly(FactStatus.CANCELLED);
        bench.complete(running);
        assertThat(bench.ids()).containsExactly("after");
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldStartNothingThatIsBeingPurged() {
        bench.submit("g", "a");
        bench.submit("g", "b");

        bench.ask(new Purge("g", null, null));

        assertThat(bench.enter(bench.started())).isFalse();
        bench.deliver();
        assertThat(bench.runs).isEmpty();
        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
    }
}
