package dev.strand.handler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadBindingTest {

    enum Size {
        SMALL,
        LARGE
    }

    enum Tone {
        @JsonProperty("loud")
        LOUD,
        @JsonProperty("quiet")
        QUIET
    }

    record Line(String article, int count) {
        Line {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, got: " + count);
            }
        }
    }

    record Order(
            String customer,
            List<Line> lines,
            Size size,
            Instant dueAt,
            Duration patience,
            boolean isUrgent) {}

    private static final String VALID =
            """
            {"customer": "ada", "lines": [{"article": "pen", "count": 2}], "size": "SMALL",
             "dueAt": "2026-12-01T08:00:00Z", "patience": "PT5M", "isUrgent": true}\
            """;

    private static Object bind(Class<?> type, String json) throws PermanentFailureException {
        return new PayloadBinding("order", HandlerJson.mapper().constructType(type))
                .bind(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBindARecord() throws Exception {
        assertThat(bind(Order.class, VALID))
                .isEqualTo(
                        new Order(
                                "ada",
                                List.of(new Line("pen", 2)),
                                Size.SMALL,
                                Instant.parse("2026-12-01T08:00:00Z"),
                                Duration.ofMinutes(5),
                                true));
    }

    @Test
    void shouldNameChoicesAsAPayloadWritesThem() {
        assertThatThrownBy(() -> bind(Tone.class, "\"LOUD\""))
                .hasMessageContaining("must be one of loud, quiet, got: \"LOUD\";");
    }

    @Test
    void shouldBindAnythingAsATreeAndKeepEveryDigit() throws Exception {
        String json = "{\"price\":12345678901234567890.10,\"n\":null}";

        assertThat(bind(JsonNode.class, json)).hasToString(json);
        assertThat(bind(JsonNode.class, "null")).hasToString("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "customer": "ada"   | "customer": 5           | /customer must be text, got: 5;
                    "count": 2          | "count": "2"            | /lines/0/count must be a whole number that fits int, got: "2";
                    "count": 2          | "count": 2.5            | /lines/0/count must be a whole number that fits int, got: 2.5;
                    "count": 2          | "count": 99999999999    | /lines/0/count must be
                    "count": 2          | "count": 0              | count must be at least 1, got: 0
                    "SMALL"             | "HUGE"                  | /size must be one of SMALL, LARGE, got: "HUGE";
                    "2026-12-01T08:00:00Z" | "soon"               | /dueAt must be an ISO-8601 Instant, for example of the form 2026-12-01T08:00:00Z, got: "soon";
                    "PT5M"              | "5 minutes"             | /patience must be an ISO-8601 duration such as PT30S, got: "5 minutes";
                    true                | "yes"                   | /isUrgent must be true or false, got: "yes";
                    "customer": "ada"   | "custmer": "ada"        | /custmer is not a known field, got: "ada"; the known fields are customer, dueAt, isUrgent, lines, patience, size;
                    "customer": "ada"   | "customer": "a", "customer": "b" | Duplicate
                    [{                  | {"x": [{                | must be
                    """,
            quoteCharacter = '\'')
    void shouldNameFieldRuleAndValueOfWhatDoesNotBind(
            String valid, String invalid, String expected) {
        String json = VALID.replace(valid, invalid);

        assertThatThrownBy(() -> bind(Order.class, json))
                .isInstanceOf(PermanentFailureException.class)
                .hasMessageStartingWith("payload of task type 'order' was refused: ")
                .hasMessageContaining(expected)
                .hasMessageEndingWith("correct it and submit the task again");
    }

    @Test
    void shouldRefuseAMissingPrimitive() {
        assertThatThrownBy(() -> bind(Line.class, "{\"article\": \"pen\"}"))
                .isInstanceOf(PermanentFailureException.class)
                .hasMessageContaining("/count must be a whole number that fits int, got: nothing");
    }

    @Test
    void shouldRefuseNullForARecord() {
        assertThatThrownBy(() -> bind(Line.class, "null"))
                .isInstanceOf(PermanentFailureException.class)
                .hasMessageContaining(
                        "it must be an object with the fields article, count, got: null;");
    }

    @Test
    void shouldShortenLongValues() {
        assertThatThrownBy(() ->
                        bind(
                                Line.class,
                                "{\"article\": \"pen\", \"count\": \"" + "9".repeat(5_000) + "\"}"))
                .satisfies(e -> assertThat(e.getMessage()).contains("99...;").hasSizeLessThan(300));
    }

    @ParameterizedTest
    @CsvSource({"'{'", "''", "'{} {}'", "'nonsense'"})
    void shouldRefuseWhatIsNotOneJsonValue(String json) {
        assertThatThrownBy(() -> bind(JsonNode.class, json))
                .isInstanceOf(PermanentFailureException.class);
    }
}
