package dev.strand.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {
    private static final long START = Long.MAX_VALUE - Duration.ofMinutes(6).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Test
    void shouldBearDeathsNowAndThen() {
        ThreadDeaths deaths = new ThreadDeaths(1);

        for (int minute = 0; minute < 60; minute += 2) {
            deaths.died(new IllegalStateException("now and then"), START + minute * MINUTE);
        }

        assertThat(deaths.hopeless(START + 58 * MINUTE)).isEmpty();
    }

    @Test
    void shouldGiveUpWhereTheyDieAgainAndAgainAndSayWhy() {
        ThreadDeaths deaths = new ThreadDeaths(1);

        for (int second = 0; second < ThreadDeaths.TOO_MANY; second++) {
            assertThat(deaths.hopeless(START)).isEmpty();
            deaths.died(
                    new IllegalStateException("outer", new IllegalArgumentException("disk full")),
                    START + second);
        }

        assertThat(deaths.hopeless(START + MINUTE))
                .hasValueSatisfying(reason ->
                        assertThat(reason)
                                .contains("died 5 times within PT5M")
                                .contains("IllegalArgumentException: disk full"));
    }

    @Test
    void shouldNotCountThatKafkaDoesNotAnswer() {
        ThreadDeaths deaths = new ThreadDeaths(1);

        for (int i = 0; i < 2 * ThreadDeaths.TOO_MANY; i++) {
            deaths.died(new IllegalStateException(new TimeoutException("no broker")), START);
        }

        assertThat(deaths.hopeless(START)).isEmpty();
    }

    @Test
    void shouldHopeAgainOnceTheWindowHasPassed() {
        ThreadDeaths deaths = new ThreadDeaths(1);
        for (int i = 0; i < ThreadDeaths.TOO_MANY; i++) {
            deaths.died(new IllegalStateException(), START);
        }

        assertThat(deaths.hopeless(START + 5 * MINUTE + 1)).isEmpty();
    }

    @Test
    void shouldBearMoreOfMoreThreads() {
        ThreadDeaths deaths = new ThreadDeaths(2);
        for (int i = 0; i < 2 * ThreadDeaths.TOO_MANY - 1; i++) {
            deaths.died(new IllegalStateException(), START);
        }

        assertThat(deaths.hopeless(START)).isEmpty();
        assertThat(deaths.died(new IllegalStateException(), START)).isEqualTo(10);
        assertThat(deaths.hopeless(START)).isPresent();
    }
}
