package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Somebody cuts short the wait for the next attempt. */
class HastenTest {
    private final Bench bench = Bench.acting();

    private long failedOnce() {
        long sequence = bench.submit("g", "a");
        bench.submit("g", "b");
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();
        assertThat(bench.runs).isEmpty();
        return sequence;
    }

    private static Hasten after(int attempt, long sequence) {
        return new Hasten("g", "a", sequence, 1, attempt, "ada");
    }

    @Test
    void shouldMakeTheNextAttemptAtOnceAndBeOverOnceItIsKnown() {
        long sequence = failedOnce();

        bench.ask(after(1, sequence));

        Attempt second = bench.entered();
        assertThat(second.run().taskId()).isEqualTo("a");
        assertThat(second.number()).isEqualTo(2);
        assertThat(bench.store.pending()).hasSize(1);
        bench.complete(second);
        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.started().run().taskId()).isEqualTo("b");
    }

    @Test
    void shouldMeanNoOtherTaskAndNoOtherRun() {
        long sequence = failedOnce();

        bench.ask(new Hasten("g", "b", sequence, 1, 1, null));
        bench.ask(new Hasten("g", "a", sequence + 1, 1, 1, null));
        bench.ask(new Hasten("g", "a", sequence, 2, 1, null));

        assertThat(bench.runs).isEmpty();
    }

    @Test
    void shouldCutShortNoLaterWaitThanTheOneItMeans() {
        long sequence = failedOnce();
        bench.ask(after(1, sequence));
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();
        assertThat(bench.runs).as("it waits again").isEmpty();
        assertThat(bench.store.pending()).isEmpty();

        bench.ask(after(1, sequence));

        assertThat(bench.runs).isEmpty();
        assertThat(bench.store.pending()).isEmpty();
        bench.ask(after(2, sequence));
        assertThat(bench.started().number()).isEqualTo(3);
    }

    @Test
    void shouldDoNothingToATaskThatRunsOrHasEnded() {
        long sequence = bench.submit("g", "a");
        Attempt first = bench.entered();
        bench.ask(after(1, sequence));
        assertThat(bench.runs).isEmpty();
        bench.complete(first);

        bench.ask(after(1, sequence));

        assertThat(bench.runs).isEmpty();
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldWaitForAPauseToEndAndForNothingElse() {
        long sequence = failedOnce();
        bench.ask(new Pause("g", null, null));
        bench.deliver();

        bench.ask(after(1, sequence));
        assertThat(bench.runs).isEmpty();
        bench.ask(new Resume("g", null));
        bench.deliver();

        assertThat(bench.started().number()).isEqualTo(2);
    }

    @Test
    void shouldGiveWayToACancel() {
        long sequence = failedOnce();
        bench.ask(new Pause("g", null, null));
        bench.ask(after(1, sequence));
        bench.ask(new Cancel("g", "a", sequence, null));
        bench.deliver();
        assertThat(bench.store.pending()).isEmpty();

        bench.ask(new Resume("g", null));
        bench.deliver();

        assertThat(bench.started().run().taskId()).isEqualTo("b");
    }

    @Test
    void shouldBeCarriedOutByTheNextOwnerWhereTheAttemptWasNeverBegun() {
        long sequence = failedOnce();
        bench.ask(after(1, sequence));
        bench.started();

        bench.unassign();
        bench.deliver();
        bench.assign();
        bench.deliver();

        assertThat(bench.started().number()).isEqualTo(2);
        assertThat(bench.store.pending()).hasSize(1);
    }

    @Test
    void shouldBeginTheNextAttemptWhenItIsDueWithoutIt() {
        failedOnce();

        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.started().number()).isEqualTo(2);
    }
}
