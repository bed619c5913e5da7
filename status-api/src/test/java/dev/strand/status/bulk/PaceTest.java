package dev.strand.status.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    /** As {@link System#nanoTime()} may have it: about to turn negative. */
    private long now = Long.MAX_VALUE - SECOND / 2;

    @Test
    void shouldLetOneGoEverySecondFromTheFirstOn() {
        Pace pace = new Pace(1, now);
        assertThat(pace.leftNanos(now)).isZero();
        for (int i = 0; i < 3; i++) {
            pace.goes(now);
            assertThat(pace.leftNanos(now)).isEqualTo(SECOND);
            now += SECOND;
            assertThat(pace.leftNanos(now)).isZero();
        }
    }

    @Test
    void shouldKeepTheRateWhereCommandsAreALittleLate() {
        Pace pace = new Pace(20, now);
        long began = now;
        for (int i = 0; i < 100; i++) {
            now += Math.max(0, pace.leftNanos(now)) + SECOND / 100;
            pace.goes(now);
        }
        assertThat(now + Math.max(0, pace.leftNanos(now)) - began).isEqualTo(5 * SECOND);
    }

    @Test
    void shouldNotMakeUpForALongWaitInABurst() {
        Pace pace = new Pace(10, now);
        pace.goes(now);
        now += 60 * SECOND;
        int atOnce = 0;
        while (pace.leftNanos(now) <= 0) {
            pace.goes(now);
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(2);
    }

    @Test
    void shouldNeverWaitWithoutARate() {
        Pace pace = new Pace(0, now);
        pace.goes(now);
        assertThat(pace.leftNanos(now)).isZero();
    }
}
