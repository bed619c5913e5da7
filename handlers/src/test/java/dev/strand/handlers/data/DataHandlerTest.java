package dev.strand.handlers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerInFlight;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataHandlerTest {

    private static final String FOREVER = "($f := function($n){ $f($n + 1) }; $f(0))";

    private static HandlerRun run(Map<String, String> settings, String expression, String input)
            throws Exception {
        try (HandlerHarness harness = HandlerHarness.of(new DataHandler(), settings)) {
            return harness.run(payload(expression, input));
        }
    }

    private static HandlerRun run(String expression, String input) throws Exception {
        return run(Map.of(), expression, input);
    }

    private static String payload(String expression, String input) throws Exception {
        ObjectNode payload = HandlerJson.mapper().createObjectNode();
        payload.put("expression", expression);
        payload.set("input", HandlerJson.mapper().readTree(input));
        return payload.toString();
    }

    private static JsonNode json(String text) throws Exception {
        return HandlerJson.mapper().readTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "items.price                     | {\"items\":[{\"price\":1},{\"price\":2}]} |"
                        + " [1,2]",
                "$sum(items.(price * n))         | {\"items\":[{\"price\":1.5,\"n\":2}]} | 3",
                "{\"name\": first & ' ' & last}  | {\"first\":\"Ada\",\"last\":\"L\"} |"
                        + " {\"name\":\"Ada L\"}",
                "nothing.there                   | {\"a\":1} | null",
                "a                               | {\"a\":null} | null",
                "{\"a\": a, \"b\": b}            | {\"a\":null} | {\"a\":null}",
                "id                              | {\"id\":9007199254740993} | 9007199254740993",
                "{\"seen\": ids[1]}               | {\"ids\":[1,9007199254740993]} |"
                        + " {\"seen\":9007199254740993}",
                "9007199254740991                | {} | 9007199254740991",
                "id + 1                          | {\"id\":9007199254740990} | 9007199254740991",
                "$                               | [1,[2,\"x\"],{\"y\":true}] |"
                        + " [1,[2,\"x\"],{\"y\":true}]",
                "$replace(s, 'a', 'bb')          | {\"s\":\"banana\"} | \"bbbnbbnbb\"",
                "$pad('x', 4, '#')               | {} | \"x###\"",
            })
    void shouldTransform(String expression, String input, String expected) throws Exception {
        assertThat(run(expression, input).completed()).isEqualTo(json(expected));
    }

    @Test
    void shouldSayWhereAnExpressionIsWrong() throws Exception {
        assertThat(run("{\n  \"a\": )", "{}").failedForGood())
                .hasMessageStartingWith(
                        "/expression must be an expression in JSONata, got: line 2, column ");
        assertThat(run("1 + name", "{\"name\": \"x\"}").failedForGood())
                .hasMessageStartingWith("the expression cannot be applied to this input: ")
                .hasMessageContaining("T2002");
    }

    @Test
    void shouldUseConfiguredExpressionsByName(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("total.jsonata"), "$sum(lines.amount)\n");
        Map<String, String> settings =
                Map.of(
                        "expressions.total", "${file:" + file + "}",
                        "expressions.digits", "$match(text, /[0-9]+/).match",
                        "allow-payload-expressions", "false");
        try (HandlerHarness harness = HandlerHarness.of(new DataHandler(), settings)) {
            assertThat(
                            harness.run(
                                            "{\"use\":\"total\",\"input\":{\"lines\":[{\"amount\":2},{\"amount\":3}]}}")
                                    .completed()
                                    .asInt())
                    .isEqualTo(5);
            assertThat(
                            harness.run("{\"use\":\"digits\",\"input\":{\"text\":\"no 42\"}}")
                                    .completed()
                                    .asText())
                    .isEqualTo("42");
            assertThat(harness.run("{\"use\":\"totl\"}").failedForGood())
                    .hasMessage(
                            "/use must name a configured expression (digits, total), got: 'totl';"
                                    + " configure strand.handlers.data.expressions.totl");
            assertThat(harness.run("{\"expression\":\"1\"}").failedForGood())
                    .hasMessageContaining("allow-payload-expressions is false");
            assertThat(harness.run("{}").failedForGood())
                    .hasMessageContaining("must have either expression or use, got: neither");
        }
    }

    @Test
    void shouldRefuseWrongExpressionsAtTheStart() {
        assertThatThrownBy(() ->
                        HandlerHarness.of(
                                new DataHandler(), Map.of("expressions.bad", "{ \"a\": ")))
                .isInstanceOf(HandlerSetupException.class)
                .hasMessageStartingWith(
                        "strand.handlers.data.expressions.bad must be an expression in JSONata,"
                                + " got: line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$pad('', 2000000000)",
                "$count([1..10000000])",
                "($f := function($s){ $f($s & $s) }; $f('xxxxxxxx'))",
                "($f := function($a, $n){ $n = 0 ? $a : $f([$a, $a], $n - 1) }; $f([1], 60))",
                "($b := $pad('', 1000000, 'a'); $replace($b, 'a', $b))",
                "($b := $pad('', 1000000, 'a'); $join([1..200].$b))",
                "($f := function($n){ 1 + $f($n + 1) }; $f(0))",
                "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)",
                "$eval('1 + 1')",
                "$__evaluate_entry := 1",
                "function($x){ $x }",
                "$error('no')",
            })
    void shouldRefuseWhatIsBeyondALimit(String expression) throws Exception {
        assertThat(run(expression, "{}").failedForGood()).hasMessageContaining("expression");
    }

    @Test
    void shouldRefuseAnExpressionOfEndlessDepthOrLength() throws Exception {
        assertThat(run("(".repeat(16_000), "{}").failedForGood()).isNotNull();
        assertThat(run("1+".repeat(10_000) + "1", "{}").failedForGood())
                .hasMessageContaining("must have at most 16384 characters");
    }

    @Test
    void shouldTakeAPayloadOfAMebibyte() throws Exception {
        String input = "[" + "1,".repeat(500_000) + "1]";

        assertThat(run("$count($)", input).completed().asInt()).isEqualTo(500_001);
    }

    @Test
    void shouldGiveUpInTimeAndBeRetriedByThePolicy() throws Exception {
        assertThat(run(Map.of("timeout", "PT0.2S"), FOREVER, "{}").failed())
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("strand.handlers.data.timeout");
    }

    @Test
    void shouldEndAtOnceWhenCancelled() throws Exception {
        try (HandlerHarness harness =
                HandlerHarness.of(new DataHandler(), Map.of("timeout", "PT10M"))) {
            HandlerInFlight inFlight = harness.start(payload(FOREVER, "{}"), new TestTaskContext());

            assertThat(inFlight.cancel().await(Duration.ofSeconds(20)).failed())
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void shouldSeeNothingButItsInput() throws Exception {
        assertThat(run("$env", "{}").completed().isNull()).isTrue();
        assertThat(run("$import('/etc/passwd')", "{}").failedForGood())
                .hasMessageContaining("line 1");
    }

    @Test
    void shouldRememberTheLastExpressionsOnly() throws Exception {
        Expressions expressions = new Expressions(DataSettings.DEFAULT);
        Expression first = expressions.choose(new DataPayload("0", null, null));
        assertThat(expressions.choose(new DataPayload("0", null, null))).isSameAs(first);
        for (int i = 1; i <= Expressions.REMEMBERED; i++) {
            assertThat(expressions.choose(new DataPayload("" + i, null, null))).isNotNull();
        }
        assertThat(expressions.choose(new DataPayload("0", null, null))).isNotSameAs(first);
    }
}
