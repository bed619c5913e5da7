package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** History is forgotten by records of the owner, because it was asked for or has been kept. */
class HistoryTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Set<TaskStatus> COMPLETED = Set.of(TaskStatus.COMPLETED);

    @Test
    void shouldHaveHistoryForgottenOnceForEveryCommand() {
        Bench bench = Bench.acting();
        Instant before = Records.NOW.minusSeconds(60);

        long command = bench.ask(new Clear(COMPLETED, before, "ada"));
        bench.deliver();

        assertThat(bench.records(Cleared.class))
                .singleElement()
                .satisfies(cleared -> {
                    assertThat(cleared.statuses()).isEqualTo(COMPLETED);
                    assertThat(cleared.before()).isEqualTo(before);
                    assertThat(cleared.command()).isEqualTo(command);
                    assertThat(cleared.by()).isEqualTo("ada");
                });
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldNotMeanWhatEndsLaterWhateverTimeIsAskedFor() {
        Bench bench = Bench.acting();

        bench.ask(new Clear(COMPLETED, Records.NOW.plus(WEEK), null));
        bench.deliver();

        assertThat(bench.records(Cleared.class))
                .singleElement()
                .satisfies(cleared -> assertThat(cleared.before()).isBeforeOrEqualTo(cleared.at()));
    }

    @Test
    void shouldHaveForgottenWhatWasKeptLongEnoughAtACalmPace() {
        Bench bench = Bench.keeping(WEEK);

        bench.live(Duration.ofHours(3).plusSeconds(10));

        assertThat(bench.records(Cleared.class))
                .hasSize(4)
                .allSatisfy(cleared -> {
                    assertThat(cleared.statuses()).isEqualTo(TaskStatus.ENDED);
                    assertThat(cleared.command()).isEqualTo(-1);
                    assertThat(cleared.before()).isEqualTo(cleared.at().minus(WEEK));
                })
                .extracting(Cleared::before)
                .isSorted();
    }

    @Test
    void shouldLeaveHistoryToItsOwner() {
        Bench bench = Bench.keeping(WEEK);
        bench.append(Records.claim(new OwnerKey(9, "other")));
        bench.deliver();

        bench.live(Duration.ofSeconds(3));

        assertThat(bench.records(Cleared.class)).isEmpty();
    }

    @Test
    void shouldKeepHistoryForEverWhereNothingElseIsSaid() {
        Bench bench = Bench.acting();

        bench.live(Duration.ofHours(2));

        assertThat(bench.records(Cleared.class)).isEmpty();
    }
}
