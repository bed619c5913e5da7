package dev.strand.core.fold;

import static dev.strand.core.fold.Records.NOW;
import static dev.strand.core.fold.Records.claim;
import static dev.strand.core.fold.Records.epoch;
import static dev.strand.core.fold.Records.fact;
import static dev.strand.core.fold.Records.submission;
import static dev.strand.core.fold.Records.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.fold.TaskVerdict.Added;
import dev.strand.core.fold.TaskVerdict.Duplicate;
import dev.strand.core.fold.TaskVerdict.Repeated;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Submissions and facts. */
class FoldTest {
    private static final OwnerKey FIRST = epoch(1);
    private static final OwnerKey SECOND = epoch(2);
    private static final RunId RUN = RunId.at("g", "t", 1, 0);

    private final MemoryStore store = new MemoryStore(true, Duration.ofHours(24));
    private final Fold fold = new Fold(store);

    private TaskStatus status() {
        return entry().state().status();
    }

    private Entry entry() {
        Entry entry = store.entry("g", 0);
        assertThat(entry).isNotNull();
        return Objects.requireNonNull(entry);
    }

    private StatusVerdict read(OwnerKey owner, int attempt, FactStatus status) {
        return fold.fold(fact(RUN, owner, attempt, status));
    }

    private void givenTheTaskIsQueued() {
        fold.fold(0, NOW, submission("g", "t"));
        fold.fold(claim(FIRST));
        fold.fold(claim(SECOND));
    }

    @Test
    void shouldQueueASubmissionAtItsOffset() {
        TaskVerdict verdict = fold.fold(7, NOW, submission("g", "t"));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Added.class,
                        a -> {
                            assertThat(a.entry().id()).isEqualTo(RunId.at("g", "t", 1, 7));
                            assertThat(a.entry().state()).isEqualTo(RunState.NEW);
                        });
        assertThat(store.tasksPosition()).isEqualTo(8);
    }

    @Test
    void shouldDropTheSecondSubmissionOfATask() {
        fold.fold(0, NOW, submission("g", "t"));

        assertThat(fold.fold(1, NOW, submission("g", "t"))).isInstanceOf(Duplicate.class);
        assertThat(fold.fold(2, NOW, submission("h", "t"))).isInstanceOf(Added.class);
    }

    @Test
    void shouldTellDuplicatesByRecordTimeForTheLengthOfTheWindow() {
        fold.fold(0, NOW, submission("g", "t"));
        Instant nextDay = NOW.plus(Duration.ofHours(24));

        assertThat(fold.fold(1, nextDay, submission("g", "t"))).isInstanceOf(Duplicate.class);
        assertThat(fold.fold(2, nextDay.plusMillis(1), submission("g", "t")))
                .isInstanceOf(Added.class);
    }

    @Test
    void shouldSayThatARecordWasFoldedBefore() {
        fold.fold(3, NOW, submission("g", "t"));

        assertThat(fold.fold(3, NOW, submission("g", "t"))).isInstanceOf(Repeated.class);
        assertThat(fold.fold(2, NOW, submission("g", "u"))).isInstanceOf(Repeated.class);
    }

    @Test
    void shouldStartARunForARetryOnce() {
        fold.fold(0, NOW, submission("g", "t"));
        Retry second = new Retry(task("g", "t"), 2, null);

        assertThat(fold.fold(1, NOW, second))
                .isInstanceOfSatisfying(
                        Added.class,
                        a -> assertThat(a.entry().id()).isEqualTo(RunId.at("g", "t", 2, 1)));
        assertThat(fold.fold(2, NOW, second)).isInstanceOf(Duplicate.class);
        assertThat(fold.fold(3, NOW, submission("g", "t"))).isInstanceOf(Duplicate.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAFactOfTheNewestAttempt(FactStatus status) {
        givenTheTaskIsQueued();

        assertThat(read(FIRST, 1, status)).isInstanceOf(Accepted.class);
        assertThat(status()).isEqualTo(status.taskStatus());
        assertThat(entry().state().attempts()).isEqualTo(1);
        assertThat(entry().state().token()).isEqualTo(new Token(1, 1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverChangeAnEndedRun(FactStatus late) {
        givenTheTaskIsQueued();
        read(FIRST, 1, FactStatus.COMPLETED);

        assertThat(read(SECOND, 9, late)).isInstanceOf(Refused.class);
        assertThat(status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNothingFromAFencedOwnerButThatItsHandlerHasReturned(FactStatus late) {
        givenTheTaskIsQueued();
        fold.fold(new Fence(FIRST));

        assertThat(read(FIRST, 1, late)).isInstanceOf(Refused.class);
        assertThat(status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(entry().state().hasEnded(new Token(1, 1))).isEqualTo(late.endsAttempt());
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "PROGRESSED", "RETRYING"})
    void shouldRefuseWhatDoesNotEndTheRunFromAnOlderAttempt(FactStatus late) {
        givenTheTaskIsQueued();
        read(SECOND, 2, FactStatus.STARTED);

        assertThat(read(FIRST, 1, late)).isInstanceOf(Refused.class);
        assertThat(read(SECOND, 1, late)).isInstanceOf(Refused.class);
        assertThat(status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void shouldTakeTheEndOfTheRunFromAnOlderAttempt() {
        givenTheTaskIsQueued();
        read(SECOND, 2, FactStatus.STARTED);

        assertThat(read(FIRST, 1, FactStatus.COMPLETED)).isInstanceOf(Accepted.class);
        assertThat(status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(entry().state().token()).isEqualTo(new Token(2, 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "PROGRESSED"})
    void shouldRefuseNewsOfAnAttemptThatHasReturned(FactStatus late) {
        givenTheTaskIsQueued();
        Instant due = NOW.plusSeconds(9);
        fold.fold(fact(RUN, FIRST, 1, FactStatus.RETRYING, due));

        assertThat(read(FIRST, 1, late)).isInstanceOf(Refused.class);
        assertThat(status()).isEqualTo(TaskStatus.RETRYING);
        assertThat(entry().state().nextAttemptAt()).isEqualTo(due);
    }

    @Test
    void shouldForgetWhenTheNextAttemptIsDueOnceItHasStarted() {
        givenTheTaskIsQueued();
        fold.fold(fact(RUN, FIRST, 1, FactStatus.RETRYING, NOW.plusSeconds(9)));

        read(FIRST, 2, FactStatus.STARTED);

        assertThat(entry().state().nextAttemptAt()).isNull();
        assertThat(entry().state().attempts()).isEqualTo(2);
    }

    @Test
    void shouldBeUnmovedByRecordsSentAgain() {
        givenTheTaskIsQueued();
        fold.fold(new Fence(FIRST));
        read(SECOND, 1, FactStatus.STARTED);
        fold.fold(fact(RUN, SECOND, 1, FactStatus.RETRYING, NOW));
        Entry before = entry();
        Ownership ownership = store.ownership();

        fold.fold(claim(FIRST));
        fold.fold(claim(SECOND));
        fold.fold(new Fence(FIRST));
        read(SECOND, 1, FactStatus.STARTED);
        fold.fold(fact(RUN, SECOND, 1, FactStatus.RETRYING, NOW));

        assertThat(entry()).isEqualTo(before);
        assertThat(store.ownership()).isEqualTo(ownership);
    }

    @Test
    void shouldSkipWhatItDoesNotKnow() {
        assertThat(fold.fold(new Unknown("FUTURE"))).isInstanceOf(Ignored.class);
        fold.skipTo(5);
        fold.skipTo(3);

        assertThat(store.tasksPosition()).isEqualTo(5);
        assertThat(store.all()).isEqualTo(List.of());
    }
}
