package dev.strand.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationFormatTest {
    @Test
    void shouldReadBackWhatItWrote() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            int nanos = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
            Duration duration = Duration.ofSeconds(random.nextLong(40_000_000), nanos);
            assertThat(DurationFormat.parse(DurationFormat.format(duration))).isEqualTo(duration);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "P1D",
                "P365D",
                "PT36H",
                "PT90M",
                "PT1.5S",
                "P1DT2H3M4.000000001S",
                "PT999999999S"
            })
    void shouldReadAsTheJdkDoes(String text) {
        assertThat(DurationFormat.parse(text)).isEqualTo(Duration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1",
                "1D",
                "P1DT",
                "PT1",
                "P1H",
                "PT1D",
                "P1W",
                "P1M",
                "P1Y",
                "-PT1S",
                "PT-1S",
                "+PT1S",
                "pt1s",
                "PT1.S",
                "PT.5S",
                "PT1.5M",
                "PT1,5S",
                "PT1S1M",
                "PT1M1M",
                "PTT1S",
                "P1D2D",
                "PT1S ",
                "PT1.0000000000S",
                "PT1234567890S",
                "PT\u0661S"
            })
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThat(DurationFormat.parse(text)).isNull();
    }
}
