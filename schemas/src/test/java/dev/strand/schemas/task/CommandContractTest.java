package dev.strand.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.SchemaFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandContractTest {
    private static final TaskCodec CODEC = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
    private static final RecordContext CONTEXT =
            new RecordContext(Instant.ofEpochMilli(99), "strand.tasks", 0, 7, null);
    private static final Task TASK =
            new Task(
                    "g",
                    "t1",
                    "email",
                    RawJson.of("[1]"),
                    TaskOptions.DEFAULT,
                    Instant.ofEpochMilli(99),
                    null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'cancel','taskId':'t1'}",
                "{'taskId':'t1','by':'ada','command':'cancel','groupId':'g'}",
                "{'command':'pause'}",
                "{'command':'pause','reason':'','by':''}",
                "{'command':'resume','groupId':'g'}",
                "{'command':'retry','run':2,'task':{'type':'email','taskId':'t1'}}",
                "{'task':{'type':'email','taskId':'t1','groupId':'g','priority':7},'run':2147483647,'command':'retry','groupId':'g'}"
            })
    void shouldAcceptAsTheSchemaDoes(String command) {
        assertThat(SchemaFile.TASK_COMMAND.errors(json(command))).isEmpty();
        assertThat(decode(command)).isInstanceOf(Decoded.Ok.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'unpark'}",
                "{'command':'purge'}",
                "{'command':'CANCEL','taskId':'t1'}",
                "{'command':'cancel'}",
                "{'command':'cancel','taskId':'~'}",
                "{'command':'cancel','taskId':'t1','type':'email'}",
                "{'command':'cancel','taskId':'t1','reason':'why'}",
                "{'command':null,'taskId':'t1'}",
                "{'command':5}",
                "{'command':'resume','reason':'why'}",
                "{'command':'pause','taskId':'t1'}",
                "{'command':'pause','by':5}",
                "{'command':'pause','groupId':'~g'}",
                "{'command':'retry','run':2}",
                "{'command':'retry','task':{'type':'email','taskId':'t1'}}",
                "{'command':'retry','run':1,'task':{'type':'email','taskId':'t1'}}",
                "{'command':'retry','run':2147483648,'task':{'type':'email','taskId':'t1'}}",
                "{'command':'retry','run':2,'task':{'type':'email'}}",
                "{'command':'retry','run':2,'task':{'taskId':'t1'}}",
                "{'command':'retry','run':2,'task':{'type':'email','taskId':'t1','prio':1}}",
                "{'command':'retry','run':2,'task':[]}"
            })
    void shouldRefuseAsTheSchemaDoes(String command) {
        assertThat(SchemaFile.TASK_COMMAND.errors(json(command))).isNotEmpty();
        assertRefused(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'pause','groupId':'h'}",
                "{'command':'cancel','taskId':'t1','groupId':'h'}",
                "{'command':'retry','run':2,'task':{'type':'email','taskId':'t1','groupId':'h'}}",
                "{'command':'retry','run':2,'groupId':'h','task':{'type':'email','taskId':'t1'}}",
                "{'command':'pause','command':'pause'}"
            })
    void shouldRefuseWhatNoSchemaCanSee(String command) {
        assertThat(SchemaFile.TASK_COMMAND.errors(json(command))).isEmpty();
        assertRefused(command);
    }

    @Test
    void shouldNeedAGroupToPauseWhereTheRecordHasNoKey() {
        assertThat(CODEC.decode(null, json("{'command':'pause'}"), CONTEXT))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(CODEC.decode(null, json("{'command':'pause','groupId':'g'}"), CONTEXT).orThrow())
                .isEqualTo(new TaskRecord.Pause("g", null, null));
        assertThat(
                        CODEC.decode(null, json("{'command':'cancel','taskId':'t1'}"), CONTEXT)
                                .orThrow())
                .isEqualTo(new TaskRecord.Cancel("t1", "t1", null));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        List<TaskRecord> records =
                List.of(
                        new TaskRecord.Submission(TASK),
                        new TaskRecord.Cancel("g", "t1", null),
                        new TaskRecord.Cancel("g", "t1", "ada"),
                        new TaskRecord.Retry(TASK, 2, "ada"),
                        new TaskRecord.Pause("g", "mail server \"down\"\n", null),
                        new TaskRecord.Resume("g", "ada"));
        for (TaskRecord written : records) {
            byte[] value = TaskCodec.encode(written);
            assertThat(CODEC.decode(TaskCodec.key(written), value, CONTEXT).orThrow())
                    .isEqualTo(written);
        }
    }

    private static void assertRefused(String command) {
        Decoded<TaskRecord> decoded = decode(command);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        assertThat(((Decoded.Invalid<TaskRecord>) decoded).violations())
                .allSatisfy(SubmissionContractTest::assertHelpful);
    }

    private static Decoded<TaskRecord> decode(String command) {
        return CODEC.decode("g".getBytes(StandardCharsets.UTF_8), json(command), CONTEXT);
    }

    private static byte[] json(String quotedSingly) {
        return quotedSingly.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
