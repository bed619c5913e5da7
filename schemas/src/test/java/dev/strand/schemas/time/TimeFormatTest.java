package dev.strand.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.schemas.RandomRecords;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
    private static final DateTimeFormatter ORACLE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    @Test
    void shouldWriteAsTheJdkDoesAndReadItBack() {
        RandomRecords random = new RandomRecords(17);
        for (int i = 0; i < 20_000; i++) {
            Instant time = random.time();
            assertThat(TimeFormat.format(time))
                    .isEqualTo(ORACLE.format(time))
                    .hasSize(TimeFormat.LENGTH);
            assertThat(TimeFormat.parse(TimeFormat.format(time))).isEqualTo(time);
        }
    }

    @Test
    void shouldReadOffsetsAndDecimalsAsTheJdkDoes() {
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            ZoneOffset offset =
                    ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 1080 + 1) - 1080));
            OffsetDateTime time =
                    Instant.ofEpochSecond(
                                    random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000))
                            .atOffset(offset);
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            assertThat(TimeFormat.parse(text))
                    .as(text)
                    .isEqualTo(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
        "-0001-12-31T23:59:59.999Z, 0000-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z, 9999-12-31T23:59:59.999Z",
        "+1000000000-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
    })
    void shouldCutToMillisecondsAndToFourDigitYears(Instant time, String text) {
        assertThat(TimeFormat.format(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-12-01",
                "2026-12-01T08:00:00",
                "2026-12-01t08:00:00Z",
                "2026-12-01 08:00:00Z",
                "2026-12-01T08:00:00z",
                "2026-12-01T08:00Z",
                "2026-12-01T08:00:00.Z",
                "2026-12-01T08:00:00.1234567890Z",
                "2026-12-01T08:00:00+0100",
                "2026-12-01T08:00:00+24:00",
                "2026-12-01T08:00:00+01:60",
                "2026-12-01T08:00:00+01:00Z",
                "2026-00-01T08:00:00Z",
                "2026-12-00T08:00:00Z",
                "2026-12-32T08:00:00Z",
                "2026-04-31T08:00:00Z",
                "2026-02-29T08:00:00Z",
                "2026-12-01T24:00:00Z",
                "2026-12-01T08:60:00Z",
                "2026-12-01T08:00:60Z",
                "-026-12-01T08:00:00Z",
                "+2026-12-01T08:00:00Z",
                "2026-12-01T08:00:00ZZ",
                "\u0662026-12-01T08:00:00Z"
            })
    void shouldRefuseWhatIsNoTime(String text) {
        assertThat(TimeFormat.parse(text)).isNull();
    }
}
