package dev.strand.core.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    @Test
    void shouldAllowABurstAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(new RateLimit(10, 3));
        long now = -5 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.isReady(now)).isTrue();
            bucket.take(now);
        }

        assertThat(bucket.isReady(now)).isFalse();
        assertThat(bucket.readyAtNanos(now) - now).isEqualTo(100 * MILLI);
        assertThat(bucket.isReady(now + 100 * MILLI)).isTrue();
        assertThat(bucket.isFull(now + 100 * MILLI)).isFalse();
        assertThat(bucket.isFull(now + SECOND)).isTrue();
    }

    @Test
    void shouldGetBackWhatWasNotUsed() {
        TokenBucket bucket = new TokenBucket(RateLimit.perSecond(1));
        bucket.take(0);
        bucket.giveBack();

        assertThat(bucket.isReady(0)).isTrue();
    }

    @Test
    void shouldReachItsRateAndNeverExceedItHoweverLateItIsAsked() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double rate = 0.5 + random.nextInt(2_000);
            int burst = 1 + random.nextInt(5);
            TokenBucket bucket = new TokenBucket(new RateLimit(rate, burst));
            long begin = random.nextLong(-SECOND, SECOND);
            long now = begin;
            int taken = 0;
            while (now - begin < 10 * SECOND) {
                while (bucket.isReady(now)) {
                    bucket.take(now);
                    taken++;
                }
                now += 1 + random.nextLong(10 * MILLI);
            }
            double seconds = (double) (now - begin) / SECOND;
            assertThat((double) taken)
                    .as("seed %d, rate %s, burst %d", seed, rate, burst)
                    .isBetween(rate * seconds * 0.99 - 1, burst + rate * (seconds + 0.01) + 1);
        }
    }
}
