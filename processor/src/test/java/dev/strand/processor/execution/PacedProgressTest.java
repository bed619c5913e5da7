package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedProgressTest {
    private static final long PACE = PacedProgress.PACE.toNanos();

    private final List<Progress> facts = new ArrayList<>();
    private final List<PacedProgress> held = new ArrayList<>();
    private final PacedProgress progress = new PacedProgress(facts::add, held::add);

    private void report(int percent, long nanos) {
        progress.report(new Progress(percent, null), nanos);
    }

    @Test
    void shouldSendTheFirstReportAtOnceAndTheLastOneOfEachHalfSecond() {
        for (int i = 0; i <= 100; i++) {
            report(i, i);
        }
        assertThat(facts).extracting(Progress::percent).containsExactly(0);
        assertThat(held).containsExactly(progress);
        assertThat(progress.flush(PACE - 1)).isFalse();

        assertThat(progress.flush(PACE)).isTrue();

        assertThat(facts).extracting(Progress::percent).containsExactly(0, 100);
        report(7, PACE + 1);
        assertThat(facts).hasSize(2);
        assertThat(held).hasSize(2);
    }

    @Test
    void shouldSendAtOnceWhatComesSeldom() {
        report(1, 0);
        report(2, PACE);
        report(3, 3 * PACE);

        assertThat(facts).extracting(Progress::percent).containsExactly(1, 2, 3);
        assertThat(held).isEmpty();
    }

    @Test
    void shouldDropWhatIsHeldBackWhenTheAttemptEnds() {
        report(1, 0);
        report(2, 1);

        progress.end();

        assertThat(progress.flush(PACE)).isTrue();
        assertThat(facts).hasSize(1);
    }

    @Test
    void shouldCutLongMessages() {
        progress.accept(new Progress(1, "m".repeat(5_000)));

        assertThat(facts.getFirst().message()).hasSize(1_003).endsWith("...");
    }
}
