package dev.strand.status.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.status.stats.Timeline.Kind;
import org.junit.jupiter.api.Test;

/** What happened is counted in the step in which it happened, however late it is read. */
class TimelineTest {
    private static final long NOW = 1_800_000_000_000L;

    private final Timeline timeline = new Timeline();

    @Test
    void shouldCountAnEventInItsOwnStep() {
        timeline.add(Kind.COMPLETED, NOW - 60_000, NOW);
        timeline.add(Kind.COMPLETED, NOW - 60_000, NOW);
        timeline.add(Kind.FAILED, NOW, NOW);

        long step = Timeline.stepOf(NOW);
        assertThat(timeline.count(Kind.COMPLETED, step - 12)).isEqualTo(2);
        assertThat(timeline.count(Kind.COMPLETED, step)).isZero();
        assertThat(timeline.count(Kind.FAILED, step)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatIsOlderThanTenMinutes() {
        timeline.add(Kind.SUBMITTED, NOW, NOW);
        timeline.add(Kind.SUBMITTED, NOW - 600_000, NOW);
        long later = NOW + 128 * Timeline.STEP_MILLIS;
        timeline.add(Kind.SUBMITTED, later, later);

        assertThat(timeline.count(Kind.SUBMITTED, Timeline.stepOf(NOW))).isZero();
        assertThat(timeline.count(Kind.SUBMITTED, Timeline.stepOf(NOW) - 120)).isZero();
        assertThat(timeline.count(Kind.SUBMITTED, Timeline.stepOf(later))).isEqualTo(1);
    }

    @Test
    void shouldTakeEventsOfClocksThatAreAheadForEventsOfNow() {
        timeline.add(Kind.SUBMITTED, NOW + 3_600_000, NOW);
        assertThat(timeline.count(Kind.SUBMITTED, Timeline.stepOf(NOW))).isEqualTo(1);
    }

    @Test
    void shouldKeepTheLastBacklogOfEachStep() {
        timeline.backlog(7, NOW);
        timeline.backlog(9, NOW);
        assertThat(timeline.backlog(Timeline.stepOf(NOW))).isEqualTo(9);
        assertThat(timeline.backlog(Timeline.stepOf(NOW) - 1)).isZero();
    }
}
