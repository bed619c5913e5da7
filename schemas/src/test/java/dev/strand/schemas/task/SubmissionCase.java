package dev.strand.schemas.task;

import static dev.strand.schemas.task.SubmissionCase.Verdict.INVALID;
import static dev.strand.schemas.task.SubmissionCase.Verdict.INVALID_BEYOND_SCHEMA;
import static dev.strand.schemas.task.SubmissionCase.Verdict.VALID;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One submission and what the contract says of it.
 *
 * @param about what it is an example of
 * @param json the submission
 * @param verdict whether it keeps the contract
 */
record SubmissionCase(String about, String json, Verdict verdict) {
    /** What the contract says, and whether JSON Schema can say it too. */
    enum Verdict {
        VALID,
        INVALID,
        /** Breaks a rule that JSON Schema has no words for. */
        INVALID_BEYOND_SCHEMA
    }

    byte[] utf8() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return about;
    }

    private static SubmissionCase with(String about, String fields, Verdict verdict) {
        return new SubmissionCase(about, "{\"type\":\"email\"," + fields + "}", verdict);
    }

    private static SubmissionCase of(String about, String json, Verdict verdict) {
        return new SubmissionCase(about, json, verdict);
    }

    static List<SubmissionCase> all() {
        return List.of(identity(), values(), times(), retry(), labels()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<SubmissionCase> identity() {
        return List.of(
                of("only a type", "{\"type\":\"email\"}", VALID),
                of("no type", "{\"taskId\":\"a\"}", INVALID),
                of("nothing", "{}", INVALID),
                of("an array", "[]", INVALID),
                of("a text", "\"email\"", INVALID),
                of("a longest type", "{\"type\":\"" + "a".repeat(128) + "\"}", VALID),
                of("too long a type", "{\"type\":\"" + "a".repeat(129) + "\"}", INVALID),
                of("an empty type", "{\"type\":\"\"}", INVALID),
                of("a type with a space", "{\"type\":\"e mail\"}", INVALID),
                of("a type with a line feed behind", "{\"type\":\"email\\n\"}", INVALID),
                of("a type with a colon", "{\"type\":\"e:mail\"}", INVALID),
                of("a number as type", "{\"type\":5}", INVALID),
                of("null as type", "{\"type\":null}", INVALID),
                of("a type given twice", "{\"type\":\"a\",\"type\":\"a\"}", INVALID_BEYOND_SCHEMA),
                with("a task id", "\"taskId\":\"inv:2026-00_4.2\"", VALID),
                with("a longest task id", "\"taskId\":\"" + "a".repeat(128) + "\"", VALID),
                with("too long a task id", "\"taskId\":\"" + "a".repeat(129) + "\"", INVALID),
                with("an empty task id", "\"taskId\":\"\"", INVALID),
                with("a reserved task id", "\"taskId\":\"~owner\"", INVALID),
                with("a task id beyond ASCII", "\"taskId\":\"\u00e9\"", INVALID),
                with("null as task id", "\"taskId\":null", INVALID),
                with("a group with spaces and umlauts", "\"groupId\":\"Kunde 17 \u00fc\"", VALID),
                with("a group with a tilde inside", "\"groupId\":\"a~b\"", VALID),
                with("a reserved group", "\"groupId\":\"~a\"", INVALID),
                with("an empty group", "\"groupId\":\"\"", INVALID),
                with("a group with a line feed", "\"groupId\":\"a\\n\"", INVALID),
                with("a group with a C1 control", "\"groupId\":\"a\\u0085b\"", INVALID),
                with("a group with DEL", "\"groupId\":\"a\\u007f\"", INVALID),
                with("a longest group", "\"groupId\":\"" + "a".repeat(256) + "\"", VALID),
                with("too long a group", "\"groupId\":\"" + "a".repeat(257) + "\"", INVALID),
                with(
                        "a group of too many bytes",
                        "\"groupId\":\"" + "\u00fc".repeat(129) + "\"",
                        INVALID_BEYOND_SCHEMA),
                with(
                        "a group with half a character",
                        "\"groupId\":\"a\\ud83d\"",
                        INVALID_BEYOND_SCHEMA),
                with("a group with a whole one", "\"groupId\":\"a\\ud83d\\ude00\"", VALID));
    }

    private static List<SubmissionCase> values() {
        return List.of(
                with("an object as payload", "\"payload\":{\"to\":[1,2.5,true,null,\"x\"]}", VALID),
                with("null as payload", "\"payload\":null", VALID),
                with("a text as payload", "\"payload\":\"hello\"", VALID),
                with("a number as payload", "\"payload\":-12.5e3", VALID),
                with("names given twice in the payload", "\"payload\":{\"a\":1,\"a\":2}", VALID),
                with("lowest priority", "\"priority\":1", VALID),
                with("highest priority", "\"priority\":10", VALID),
                with("a whole number with a point", "\"priority\":5.0", VALID),
                with("too low a priority", "\"priority\":0", INVALID),
                with("too high a priority", "\"priority\":11", INVALID),
                with("an enormous priority", "\"priority\":99999999999999999999999999", INVALID),
                with("a fraction as priority", "\"priority\":5.5", INVALID),
                with("a text as priority", "\"priority\":\"5\"", INVALID),
                with("an unknown field", "\"prio\":5", INVALID),
                with("a field of commands", "\"command\":\"cancel\"", INVALID),
                with("park on failure", "\"onFailure\":\"PARK\"", VALID),
                with("continue on failure", "\"onFailure\":\"CONTINUE\"", VALID),
                with("lower case on failure", "\"onFailure\":\"park\"", INVALID),
                with("a truth value on failure", "\"onFailure\":true", INVALID));
    }

    private static List<SubmissionCase> times() {
        return List.of(
                with("a time in UTC", "\"notBefore\":\"2026-12-01T08:00:00Z\"", VALID),
                with(
                        "a time with decimals",
                        "\"notBefore\":\"2026-12-01T08:00:00.123456789Z\"",
                        VALID),
                with("a time with offset", "\"notBefore\":\"2026-12-01T08:00:00+05:30\"", VALID),
                with("29 February in a leap year", "\"notBefore\":\"2028-02-29T00:00:00Z\"", VALID),
                with("29 February in another", "\"notBefore\":\"2026-02-29T00:00:00Z\"", INVALID),
                with("a time without offset", "\"notBefore\":\"2026-12-01T08:00:00\"", INVALID),
                with("a date", "\"notBefore\":\"2026-12-01\"", INVALID),
                with("month 13", "\"notBefore\":\"2026-13-01T08:00:00Z\"", INVALID),
                with("hour 24", "\"notBefore\":\"2026-12-01T24:00:00Z\"", INVALID),
                with("a leap second", "\"notBefore\":\"2016-12-31T23:59:60Z\"", INVALID),
                with("a time in words", "\"notBefore\":\"tomorrow\"", INVALID),
                with("seconds since 1970", "\"notBefore\":1764576000", INVALID),
                with("null as time", "\"notBefore\":null", INVALID),
                with("an expiry", "\"expiresAt\":\"2026-12-01T08:00:00Z\"", VALID),
                with(
                        "an expiry after the beginning",
                        "\"notBefore\":\"2026-12-01T08:00:00Z\",\"expiresAt\":\"2026-12-01T08:00:01Z\"",
                        VALID),
                with(
                        "an expiry at the beginning",
                        "\"expiresAt\":\"2026-12-01T08:00:00Z\",\"notBefore\":\"2026-12-01T09:00:00+01:00\"",
                        INVALID_BEYOND_SCHEMA),
                with("a timeout", "\"timeout\":\"PT30S\"", VALID),
                with("a timeout with decimals", "\"timeout\":\"PT0.25S\"", VALID),
                with("a timeout of many parts", "\"timeout\":\"PT1H2M3.5S\"", VALID),
                with("a longest timeout", "\"timeout\":\"P1D\"", VALID),
                with("too long a timeout", "\"timeout\":\"P1DT1S\"", INVALID_BEYOND_SCHEMA),
                with("a timeout of zero", "\"timeout\":\"PT0S\"", INVALID_BEYOND_SCHEMA),
                with("a negative timeout", "\"timeout\":\"-PT5S\"", INVALID),
                with("a timeout of weeks", "\"timeout\":\"P1W\"", INVALID),
                with("a timeout in words", "\"timeout\":\"30s\"", INVALID),
                with("an empty duration", "\"timeout\":\"PT\"", INVALID),
                with("a duration with an idle T", "\"timeout\":\"P1DT\"", INVALID),
                with("a timeout in seconds", "\"timeout\":30", INVALID));
    }

    private static List<SubmissionCase> retry() {
        return List.of(
                with("an empty policy", "\"retry\":{}", VALID),
                with(
                        "all of a policy",
                        "\"retry\":{\"maxAttempts\":1000,\"initialDelay\":\"PT0S\",\"multiplier\":100,\"maxDelay\":\"P365D\",\"jitter\":1}",
                        VALID),
                with("no attempts", "\"retry\":{\"maxAttempts\":0}", INVALID),
                with("too many attempts", "\"retry\":{\"maxAttempts\":1001}", INVALID),
                with("a shrinking delay", "\"retry\":{\"multiplier\":0.5}", INVALID),
                with("too fast a growth", "\"retry\":{\"multiplier\":100.5}", INVALID),
                with("too much jitter", "\"retry\":{\"jitter\":1.1}", INVALID),
                with("negative jitter", "\"retry\":{\"jitter\":-0.1}", INVALID),
                with(
                        "too long a delay",
                        "\"retry\":{\"maxDelay\":\"P366D\"}",
                        INVALID_BEYOND_SCHEMA),
                with(
                        "a delay above its cap",
                        "\"retry\":{\"initialDelay\":\"PT2S\",\"maxDelay\":\"PT1S\"}",
                        INVALID_BEYOND_SCHEMA),
                with(
                        "a delay above the default cap",
                        "\"retry\":{\"initialDelay\":\"PT10M\"}",
                        INVALID_BEYOND_SCHEMA),
                with("an unknown field in a policy", "\"retry\":{\"attempts\":3}", INVALID),
                with("a number as policy", "\"retry\":3", INVALID),
                with("null as policy", "\"retry\":null", INVALID));
    }

    private static List<SubmissionCase> labels() {
        return List.of(
                with("no labels", "\"labels\":{}", VALID),
                with("a label", "\"labels\":{\"tenant\":\"acme\"}", VALID),
                with("an empty label value", "\"labels\":{\"tenant\":\"\"}", VALID),
                with("as many labels as may be", "\"labels\":" + labels(16), VALID),
                with("too many labels", "\"labels\":" + labels(17), INVALID),
                with("a number as label", "\"labels\":{\"tenant\":5}", INVALID),
                with("an object as label", "\"labels\":{\"tenant\":{\"a\":[1]}}", INVALID),
                with(
                        "a longest label name",
                        "\"labels\":{\"" + "n".repeat(63) + "\":\"v\"}",
                        VALID),
                with(
                        "too long a label name",
                        "\"labels\":{\"" + "n".repeat(64) + "\":\"v\"}",
                        INVALID),
                with("an empty label name", "\"labels\":{\"\":\"v\"}", INVALID),
                with("a label name with a slash", "\"labels\":{\"a/b\":\"v\"}", INVALID),
                with(
                        "a label given twice",
                        "\"labels\":{\"a\":\"1\",\"a\":\"2\"}",
                        INVALID_BEYOND_SCHEMA),
                with(
                        "a longest label value",
                        "\"labels\":{\"a\":\"" + "\ud83d\ude00".repeat(256) + "\"}",
                        VALID),
                with(
                        "too long a label value",
                        "\"labels\":{\"a\":\"" + "v".repeat(257) + "\"}",
                        INVALID),
                with("labels in an array", "\"labels\":[\"a\"]", INVALID));
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"l" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
