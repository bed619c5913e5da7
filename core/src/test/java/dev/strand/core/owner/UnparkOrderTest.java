package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.UnparkAction;
import org.junit.jupiter.api.Test;

/**
 * What is asked for after an unpark waits for it: no task that it was to hold starts meanwhile,
 * whether or not the group was parked.
 */
class UnparkOrderTest {
    private final Bench bench = Bench.acting();

    @Test
    void shouldStartNothingWhileAPauseWaitsForTheReadingOfAnUnpark() {
        bench.submit("g", "a");
        Attempt running = bench.entered();
        bench.ask(new Unpark("g", UnparkAction.SKIP, null));
        bench.ask(new Pause("g", null, null));
        bench.submit("g", "b");

        bench.returns(running, Bench.VALUE);
        bench.acknowledge(bench.outbox.getLast());
        assertThat(bench.runs).isEmpty();

        bench.deliver();
        assertThat(bench.store.group("g").paused()).isTrue();
        assertThat(bench.runs).isEmpty();

        bench.ask(new Resume("g", null));
        bench.deliver();
        assertThat(bench.started().run().taskId()).isEqualTo("b");
    }

    @Test
    void shouldStartNothingThatAPurgeIsToEndOnceItsUnparkNeedNotWaitAnyMore() {
        Attempt running = runningElsewhere();
        bench.ask(new Unpark("g", UnparkAction.SKIP, null));
        bench.submit("g", "b");
        bench.ask(new Purge("g", null, null));
        bench.submit("g", "c");

        bench.returns(running, Bench.VALUE);
        bench.append(bench.outbox.removeFirst().record());
        assertThat(bench.runs).isEmpty();

        bench.deliver();
        assertThat(bench.facts("b")).containsExactly(FactStatus.CANCELLED);
        assertThat(bench.started().run().taskId()).isEqualTo("c");
    }

    @Test
    void shouldGoOnAfterAnUnparkThatHadNothingToDo() {
        Attempt running = runningElsewhere();
        bench.ask(new Unpark("g", UnparkAction.SKIP, null));
        bench.submit("g", "b");

        bench.returns(running, Bench.VALUE);
        bench.deliver();

        assertThat(bench.started().run().taskId()).isEqualTo("b");
        assertThat(bench.store.pending()).isEmpty();
    }

    /** A task that goes on running under an epoch which is over. */
    private Attempt runningElsewhere() {
        bench.submit("g", "a");
        Attempt running = bench.entered();
        bench.unassign();
        bench.deliver();
        bench.assign();
        bench.deliver();
        assertThat(bench.owner.isActing(bench.now())).isTrue();
        return running;
    }
}
