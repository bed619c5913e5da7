package dev.strand.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskCodecTest {
    private static final Instant RECORD_TIME = Instant.parse("2026-12-01T08:00:00.123Z");
    private static final String TRACEPARENT =
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final RecordContext CONTEXT =
            new RecordContext(RECORD_TIME, "strand.tasks", 3, 42, TRACEPARENT);

    private final TaskCodec codec = new TaskCodec(1000);

    @Test
    void shouldTakeTheGroupFromTheKeyAndTheRestFromTheRecord() {
        Task task = task("customer-17", "{\"type\":\"email\",\"taskId\":\"t1\"}");

        assertThat(task.groupId()).isEqualTo("customer-17");
        assertThat(task.taskId()).isEqualTo("t1");
        assertThat(task.submittedAt()).isEqualTo(RECORD_TIME);
        assertThat(task.traceparent()).isEqualTo(TRACEPARENT);
        assertThat(task.payload()).isEqualTo(RawJson.NULL);
    }

    @Test
    void shouldMakeAnIdOfThePlaceOfARecordThatHasNone() {
        assertThat(task("g", "{\"type\":\"email\"}").taskId()).isEqualTo("strand.tasks-3-42");
    }

    @Test
    void shouldMakeATaskWithoutGroupItsOwnGroup() {
        assertThat(task(null, "{\"type\":\"email\",\"taskId\":\"t1\"}").groupId()).isEqualTo("t1");
        assertThat(task(null, "{\"type\":\"email\"}").groupId()).isEqualTo("strand.tasks-3-42");
        assertThat(task(null, "{\"type\":\"email\",\"groupId\":\"g\"}").groupId()).isEqualTo("g");
    }

    @Test
    void shouldRefuseAGroupThatContradictsTheKey() {
        assertThat(violations("g", "{\"type\":\"email\",\"groupId\":\"h\"}"))
                .singleElement()
                .satisfies(v -> assertThat(v.pointer()).isEqualTo("/groupId"))
                .satisfies(v -> assertThat(v.value()).isEqualTo("h"));
        assertThat(task("g", "{\"type\":\"email\",\"groupId\":\"g\"}").groupId()).isEqualTo("g");
    }

    @Test
    void shouldRefuseKeysThatAreNoGroupIds() {
        byte[] value = utf8("{\"type\":\"email\"}");
        for (byte[] key :
                List.of(new byte[0], utf8("~owner"), new byte[] {(byte) 0xff}, utf8("a\nb"))) {
            assertThat(codec.decode(key, value, CONTEXT)).isInstanceOf(Decoded.Invalid.class);
        }
    }

    @Test
    void shouldReportKeyAndValueTogether() {
        assertThat(violations("~a", "{\"type\":5}"))
                .extracting(Violation::pointer)
                .containsExactly("", "/type");
    }

    @Test
    void shouldIgnoreAMalformedTraceContext() {
        for (String header :
                List.of("", "00-zz", TRACEPARENT.toUpperCase(Locale.ROOT), TRACEPARENT + "0")) {
            var context = new RecordContext(RECORD_TIME, "strand.tasks", 3, 42, header);
            var decoded = codec.decode(utf8("g"), utf8("{\"type\":\"email\"}"), context).orThrow();
            assertThat(((TaskRecord.Submission) decoded).task().traceparent()).isNull();
        }
    }

    @Test
    void shouldKeepThePayloadAsItWasWritten() {
        for (String payload :
                List.of(
                        "{ \"b\" : [ 1 ,2.50,\"\\u00e9\" ] }",
                        "\"a\\nb\"",
                        "-0.0e5",
                        "false",
                        "[]",
                        "{}")) {
            String json = "{ \"payload\" :\n " + payload + " , \"type\" : \"email\" }";
            assertThat(task("g", json).payload()).isEqualTo(RawJson.of(payload));
        }
    }

    @Test
    void shouldCollectAllViolationsInOnePass() {
        String json =
                """
                {"tpe":"x","priority":11,"retry":{"jitter":2,"maxAtempts":1},"labels":{"a/b":"c"},"notBefore":null}
                """;

        assertThat(violations("g", json))
                .extracting(Violation::pointer)
                .containsExactly(
                        "/tpe",
                        "/priority",
                        "/retry/jitter",
                        "/retry/maxAtempts",
                        "/labels/a~1b",
                        "/notBefore",
                        "/type");
    }

    @Test
    void shouldNameTheFieldThatWasMeant() {
        assertThat(violations("g", "{\"type\":\"x\",\"task_id\":\"a\"}").getFirst().message())
                .endsWith("did you mean taskId?");
        assertThat(violations("g", "{\"type\":\"x\",\"zzzzzzzz\":1}").getFirst().message())
                .contains("one of: type, taskId, groupId");
    }

    @Test
    void shouldRefuseWhatIsNoJsonDocument() {
        String deep = "{\"type\":\"x\",\"payload\":" + "[".repeat(500) + "]".repeat(500) + "}";
        for (String text :
                List.of(
                        "",
                        " ",
                        "{",
                        "{\"type\":\"x\"",
                        "{\"type\":\"x\"}}",
                        "{\"type\":\"x\"} 1",
                        "null",
                        "\ufeff{}",
                        "{\"type\":\"x\",}",
                        "{'type':'x'}",
                        "{\"type\":\"x\",\"payload\":01}",
                        deep)) {
            assertThat(violations("g", text))
                    .isNotEmpty()
                    .allSatisfy(SubmissionContractTest::assertHelpful);
        }
        assertThat(codec.decode(utf8("g"), null, CONTEXT)).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void shouldRefuseOtherEncodings() {
        String json = "{\"type\":\"x\"}";
        byte[] overlong = utf8("{\"type\":\"x\",\"payload\":\"??\"}");
        int at = new String(overlong, StandardCharsets.US_ASCII).indexOf("??");
        overlong[at] = (byte) 0xc0;
        overlong[at + 1] = (byte) 0xaf;
        for (byte[] bytes :
                List.of(
                        json.getBytes(StandardCharsets.UTF_16),
                        json.getBytes(StandardCharsets.UTF_16LE),
                        json.getBytes(StandardCharsets.UTF_16BE),
                        overlong)) {
            assertThat(codec.decode(null, bytes, CONTEXT)).isInstanceOf(Decoded.Invalid.class);
        }
    }

    @Test
    void shouldLimitThePayloadAndTheWholeRecord() {
        assertThat(
                        task("g", "{\"type\":\"x\",\"payload\":\"" + "a".repeat(998) + "\"}")
                                .payload()
                                .sizeBytes())
                .isEqualTo(1000);
        assertThat(violations("g", "{\"type\":\"x\",\"payload\":\"" + "a".repeat(999) + "\"}"))
                .singleElement()
                .isEqualTo(
                        new Violation(
                                "/payload",
                                "payload must be at most 1000 bytes; send a reference to where the"
                                        + " data is kept",
                                "1001 bytes"));
        assertThat(violations("g", "{\"type\":\"x\"}" + " ".repeat(70_000)).getFirst().message())
                .contains("at most");
    }

    @Test
    void shouldBoundTheNumberAndSizeOfViolations() {
        String manyFields =
                "{" + "\"%s\":1,".formatted("x".repeat(500)).repeat(100) + "\"type\":\"x\"}";

        assertThat(violations("g", manyFields))
                .hasSize(50)
                .allSatisfy(v -> assertThat(v.toString().length()).isLessThan(600));
    }

    @Test
    void shouldRefuseALimitThatMakesNoSense() {
        assertThatThrownBy(() -> new TaskCodec(0))
                .hasMessageContaining("maxPayloadBytes must be positive");
    }

    private Task task(@Nullable String key, String json) {
        TaskRecord record =
                codec.decode(key == null ? null : utf8(key), utf8(json), CONTEXT).orThrow();
        return ((TaskRecord.Submission) record).task();
    }

    private List<Violation> violations(String key, String json) {
        Decoded<TaskRecord> decoded = codec.decode(utf8(key), utf8(json), CONTEXT);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid<TaskRecord>) decoded).violations();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
