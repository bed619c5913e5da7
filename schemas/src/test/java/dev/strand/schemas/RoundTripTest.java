package dev.strand.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.deadletter.DeadLetter;
import dev.strand.schemas.deadletter.DeadLetterCodec;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final long SEEDS = 2000;
    private static final TaskCodec TASKS = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
    private static final RecordContext CONTEXT =
            new RecordContext(RandomRecords.SUBMITTED_AT, "strand.tasks", 0, 7, null);

    @Test
    void shouldReadBackEveryTaskRecordAndPleaseItsSchema() {
        for (long seed = 0; seed < SEEDS; seed++) {
            TaskRecord written = new RandomRecords(seed).taskRecord();
            byte[] value = TaskCodec.encode(written);
            SchemaFile schema =
                    written instanceof TaskRecord.Submission
                            ? SchemaFile.TASK_SUBMISSION
                            : SchemaFile.TASK_COMMAND;

            assertThat(TASKS.decode(TaskCodec.key(written), value, CONTEXT).orThrow())
                    .as("seed %s", seed)
                    .isEqualTo(written);
            assertThat(schema.errors(value)).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    void shouldReadBackEveryStatusRecordAndPleaseItsSchema() {
        for (long seed = 0; seed < SEEDS; seed++) {
            StatusRecord written = new RandomRecords(seed).statusRecord();
            byte[] value = StatusCodec.encode(written);

            assertThat(StatusCodec.decode(value).orThrow()).as("seed %s", seed).isEqualTo(written);
            assertThat(SchemaFile.STATUS_RECORD.errors(value)).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    void shouldReadBackEveryDeadLetterAndPleaseItsSchema() {
        for (long seed = 0; seed < SEEDS; seed++) {
            DeadLetter written = new RandomRecords(seed).deadLetter();
            byte[] value = DeadLetterCodec.encode(written);

            assertThat(DeadLetterCodec.decode(value).orThrow())
                    .as("seed %s", seed)
                    .isEqualTo(written);
            assertThat(SchemaFile.DEAD_LETTER.errors(value)).as("seed %s", seed).isEmpty();
        }
    }
}
