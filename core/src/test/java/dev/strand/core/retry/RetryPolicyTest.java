package dev.strand.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final double MIDDLE = 0.5;

    @ParameterizedTest
    @CsvSource({"1,PT1S", "2,PT2S", "3,PT4S", "9,PT256S", "10,PT5M", "1000,PT5M"})
    void shouldGrowUpToItsCap(int attempt, Duration expected) {
        assertThat(RetryPolicy.DEFAULT.delayAfter(attempt, MIDDLE)).isEqualTo(expected);
    }

    @Test
    void shouldSpreadByItsJitter() {
        assertThat(RetryPolicy.DEFAULT.delayAfter(1, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(RetryPolicy.DEFAULT.delayAfter(1, 0.75)).isEqualTo(Duration.ofMillis(1_100));
    }

    @Test
    void shouldAllowAsManyAttemptsAsItSays() {
        assertThat(RetryPolicy.DEFAULT.allowsAttemptAfter(4)).isTrue();
        assertThat(RetryPolicy.DEFAULT.allowsAttemptAfter(5)).isFalse();
    }

    @Test
    void shouldRetryAtOnceWithoutADelay() {
        RetryPolicy atOnce = new RetryPolicy(1_000, Duration.ZERO, 100, Duration.ZERO, 1);

        assertThat(atOnce.delayAfter(1, 0.9)).isZero();
        assertThat(atOnce.delayAfter(1_000, 0.9)).isZero();
    }

    @Test
    void shouldStayWithinItsBoundsWhateverItIsSetTo() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Duration initial = Duration.ofMillis(random.nextInt(10_000));
            Duration longest = initial.plusMillis(random.nextInt(100_000));
            double jitter = random.nextDouble();
            RetryPolicy policy =
                    new RetryPolicy(1_000, initial, 1 + random.nextInt(100), longest, jitter);

            Duration delay = policy.delayAfter(1 + random.nextInt(1_000), random.nextDouble());

            double bound = longest.toNanos() * (1 + jitter);
            assertThat((double) delay.toNanos()).as("seed %d", seed).isBetween(0.0, bound);
        }
    }
}
