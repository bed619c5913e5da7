package dev.strand.core.fold;

import static dev.strand.core.fold.Records.NOW;
import static dev.strand.core.fold.Records.epoch;
import static dev.strand.core.fold.Records.fact;
import static dev.strand.core.fold.Records.submission;
import static dev.strand.core.fold.Records.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.TaskVerdict.Added;
import dev.strand.core.fold.TaskVerdict.AlreadyEnded;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Facts that come before their submission, or long after the end. */
class EarlyAndLateTest {
    private static final OwnerKey FIRST = epoch(1);
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

    @Test
    void shouldRememberFactsThatComeBeforeTheirSubmission() {
        read(FIRST, 1, FactStatus.STARTED);
        assertThat(entry().isEarly()).isTrue();

        TaskVerdict verdict = fold.fold(0, NOW, submission("g", "t"));

        assertThat(verdict).isInstanceOf(Added.class);
        assertThat(entry().submitted()).isEqualTo(task("g", "t"));
        assertThat(status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void shouldNotQueueATaskWhoseEndCameBeforeItsSubmission() {
        MemoryStore live = new MemoryStore(false);
        Fold liveOnly = new Fold(live);
        liveOnly.fold(fact(RUN, FIRST, 1, FactStatus.COMPLETED));

        assertThat(liveOnly.fold(0, NOW, submission("g", "t"))).isInstanceOf(AlreadyEnded.class);
        assertThat(live.all()).isEmpty();
    }

    @Test
    void shouldNeverStoreALateFactOfAForgottenTask() {
        MemoryStore live = new MemoryStore(false);
        Fold liveOnly = new Fold(live);
        liveOnly.fold(0, NOW, submission("g", "t"));
        liveOnly.fold(fact(RUN, FIRST, 1, FactStatus.COMPLETED));

        assertThat(liveOnly.fold(fact(RUN, FIRST, 1, FactStatus.RETRYING)))
                .isInstanceOf(Ignored.class);
        assertThat(live.all()).isEmpty();
    }

    @Test
    void shouldNotLetALateFactSwallowAReusedTaskId() {
        fold.fold(0, NOW, submission("g", "t"));
        read(FIRST, 1, FactStatus.COMPLETED);
        Instant later = NOW.plus(Duration.ofDays(2));
        fold.fold(1, later, submission("g", "t"));

        read(FIRST, 1, FactStatus.FAILED);

        assertThat(store.entry("g", 1))
                .isNotNull()
                .extracting(e -> e.state().status())
                .isEqualTo(TaskStatus.QUEUED);
    }
}
