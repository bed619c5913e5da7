package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attempts that die with their process are counted. */
class ProbationTest {
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final RunId RUN = RunId.at("g", "a", 1, 0);
    private static final Duration SILENCE = Duration.ofSeconds(9);

    /** A process that has claimed after another which is still open. */
    private static Bench after(OwnerKey open) {
        Bench bench = new Bench();
        bench.given(Records.claim(open));
        bench.assign();
        return bench;
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
    void shouldAnnounceNothingBetweenCommandsThatHaveAllBeenAskedFor() {
        Bench bench = after(OTHER);
        bench.submit("g", "a");
        bench.ask(new Pause("g", null, null));
        while (bench.records(Fence.class).isEmpty()) {
            bench.live(Duration.ofMillis(500));
        }
        bench.owner.tasksEnd(2);
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.store.group("g").paused()).isTrue();

        bench.freeze(SILENCE);
        bench.pass(Duration.ofMillis(1));
        bench.ask(new Resume("g", null));
        bench.ask(new Purge("g", null, null));
        bench.live(SILENCE);

        assertThat(bench.owner.isActing(bench.now())).isTrue();
        assertThat(bench.facts("a")).containsExactly(FactStatus.CANCELLED);
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
}
