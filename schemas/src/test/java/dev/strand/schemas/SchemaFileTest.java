package dev.strand.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.audit.AuditCodec;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.schemas.deadletter.DeadLetter;
import dev.strand.schemas.deadletter.DeadLetterCodec;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class SchemaFileTest {
    private static final TaskCodec TASKS = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
    private static final RecordContext CONTEXT =
            new RecordContext(Instant.EPOCH, "strand.tasks", 0, 7, null);
    private static final byte[] KEY = "customer-17".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void shouldAcceptItsOwnExamplesAndSoShouldTheCodec(SchemaFile file) {
        assertThat(file.node().get("examples")).isNotEmpty();
        for (JsonNode example : file.node().get("examples")) {
            byte[] json = example.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(file.errors(json)).as("%s", example).isEmpty();
            assertThat(decode(file, json)).as("%s", example).isInstanceOf(Decoded.Ok.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteItsExamplesBackAsValidDocuments(SchemaFile file) {
        for (JsonNode example : file.node().get("examples")) {
            Object record =
                    decode(file, example.toString().getBytes(StandardCharsets.UTF_8)).orThrow();
            byte[] written = encode(record);
            assertThat(file.errors(written)).as("%s", example).isEmpty();
            assertThat(decode(file, written).orThrow()).isEqualTo(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveATitleAndDescribeEveryFieldOfItsOwn(SchemaFile file) {
        assertThat(file.node().get("title").asString()).isNotBlank();
        assertThat(file.node().get("description").asString()).isNotBlank();
        assertDescribed(file.node(), file.node());
    }

    @Test
    void shouldNameTheDefaultsOfTheCode() {
        JsonNode fields = SchemaFile.TASK_SUBMISSION.node().get("properties");
        JsonNode retry = fields.get("retry").get("properties");
        String allDefaults =
                """
                {"type":"x","priority":%s,"timeout":%s,"onFailure":%s,"labels":%s,"payload":%s,
                 "retry":{"maxAttempts":%s,"initialDelay":%s,"multiplier":%s,"maxDelay":%s,"jitter":%s}}
                """
                        .formatted(
                                fields.get("priority").get("default"),
                                fields.get("timeout").get("default"),
                                fields.get("onFailure").get("default"),
                                fields.get("labels").get("default"),
                                fields.get("payload").get("default"),
                                retry.get("maxAttempts").get("default"),
                                retry.get("initialDelay").get("default"),
                                retry.get("multiplier").get("default"),
                                retry.get("maxDelay").get("default"),
                                retry.get("jitter").get("default"));

        var submission =
                TASKS.decodeSubmission(allDefaults.getBytes(StandardCharsets.UTF_8)).orThrow();

        assertThat(submission.options())
                .usingRecursiveComparison()
                .ignoringFields("stated")
                .isEqualTo(TaskOptions.DEFAULT);
        assertThat(submission.options().retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(submission.payload()).isEqualTo(RawJson.NULL);
    }

    private static void assertDescribed(JsonNode root, JsonNode node) {
        JsonNode fields = node.get("properties");
        if (fields != null && node.has("title")) {
            fields.propertyStream()
                    .forEach(field ->
                            assertThat(isDescribed(root, field.getValue()))
                                    .as("%s of %s", field.getKey(), node.get("title"))
                                    .isTrue());
        }
        node.forEach(child -> assertDescribed(root, child));
    }

    private static boolean isDescribed(JsonNode root, JsonNode field) {
        if (field.has("description") || field.has("const")) {
            return true;
        }
        String ref = field.has("$ref") ? field.get("$ref").asString() : "";
        return ref.startsWith("#/") ? isDescribed(root, root.at(ref.substring(1))) : !ref.isEmpty();
    }

    private static Decoded<?> decode(SchemaFile file, byte[] json) {
        return switch (file) {
            case TASK_SUBMISSION, TASK_COMMAND -> TASKS.decode(KEY, json, CONTEXT);
            case STATUS_RECORD -> StatusCodec.decode(json);
            case DEAD_LETTER -> DeadLetterCodec.decode(json);
            case AUDIT_ENTRY -> AuditCodec.decode(json);
        };
    }

    private static byte[] encode(Object record) {
        return switch (record) {
            case TaskRecord task -> TaskCodec.encode(task);
            case StatusRecord status -> StatusCodec.encode(status);
            case DeadLetter letter -> DeadLetterCodec.encode(letter);
            case AuditEntry entry -> AuditCodec.encode(entry);
            default -> throw new IllegalArgumentException("no codec for " + record);
        };
    }
}
