package dev.strand.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The task's own word counts before that of its type, and that before the built-in one. */
class AttemptDefaultsTest {
    private static final AttemptDefaults OF_MAIL =
            new AttemptDefaults(
                    Duration.ofSeconds(30),
                    new RetryPolicy(10, Duration.ofSeconds(3), 3.0, Duration.ofSeconds(60), 0.0));

    private final TaskCodec codec =
            new TaskCodec(
                    TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES,
                    type -> type.equals("mail") ? OF_MAIL : AttemptDefaults.BUILT_IN);

    private static TaskOptions read(TaskCodec by, byte[] json) {
        RecordContext where = new RecordContext(Instant.EPOCH, "strand.tasks", 0, 0, null);
        Decoded<TaskRecord> decoded = by.decode("g".getBytes(StandardCharsets.UTF_8), json, where);
        assertThat(decoded).isInstanceOf(Decoded.Ok.class);
        return ((Submission) ((Decoded.Ok<TaskRecord>) decoded).value()).task().options();
    }

    private TaskOptions read(String json) {
        return read(codec, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeTheDefaultsOfTheTypeForWhatTheTaskDoesNotSay() {
        TaskOptions options = read("{\"type\":\"mail\"}");

        assertThat(options.timeout()).isEqualTo(OF_MAIL.timeout());
        assertThat(options.retry()).isEqualTo(OF_MAIL.retry());
        assertThat(read("{\"type\":\"other\"}")).isEqualTo(TaskOptions.DEFAULT);
    }

    @Test
    void shouldKeepWhatTheTaskSaysFieldByField() {
        TaskOptions options =
                read(
                        "{\"type\":\"mail\",\"timeout\":\"PT5M\",\"retry\":{\"maxAttempts\":5,\"initialDelay\":\"PT90S\"}}");

        assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.retry())
                .isEqualTo(
                        new RetryPolicy(
                                5, Duration.ofSeconds(90), 3.0, Duration.ofSeconds(90), 0.0));
    }

    @Test
    void shouldKeepWhatIsStatedThroughAnotherProducerEvenIfItIsTheBuiltInDefault() {
        TaskCodec plain = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
        byte[] written =
                "{\"type\":\"mail\",\"retry\":{\"maxAttempts\":5}}"
                        .getBytes(StandardCharsets.UTF_8);
        RecordContext where = new RecordContext(Instant.EPOCH, "strand.tasks", 0, 0, null);
        TaskRecord passedOn = ((Decoded.Ok<TaskRecord>) plain.decode(null, written, where)).value();

        TaskOptions options = read(codec, TaskCodec.encode(passedOn));

        assertThat(options.retry().maxAttempts()).isEqualTo(5);
        assertThat(options.retry().initialDelay()).isEqualTo(OF_MAIL.retry().initialDelay());
    }

    @Test
    void shouldTellReadersTheRetriesThatHold() {
        TaskOptions options = read("{\"type\":\"mail\"}");

        assertThat(options.stated().hasRetry()).isTrue();
    }
}
