package dev.strand.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.SchemaFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
                "{'command':'unpark','action':'SKIP'}",
                "{'command':'unpark','action':'RETRY','taskId':'t1','run':1,'by':'ada'}",
                "{'command':'purge','reason':'sent twice','by':'ada'}",
                "{'command':'cancel','taskId':'t1','sequence':0}",
                "{'command':'hasten','taskId':'t1','sequence':0,'run':1,'attempt':1}",
                "{'command':'hasten','taskId':'t1','sequence':3,'run':2,'attempt':2,'groupId':'g','by':'ada'}",
                "{'command':'retry','run':2,'inPlace':true,'task':{'type':'email','taskId':'t1'}}",
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
                "{'command':'unpark','action':'retry'}",
                "{'command':'unpark','action':'SKIP','run':1}",
                "{'command':'unpark','action':'SKIP','taskId':'t1','run':0}",
                "{'command':'purge','action':'SKIP'}",
                "{'command':'cancel','taskId':'t1','sequence':-1}",
                "{'command':'hasten','taskId':'t1','sequence':0,'run':1}",
                "{'command':'hasten','taskId':'t1','run':1,'attempt':1}",
                "{'command':'hasten','sequence':0,'run':1,'attempt':1}",
                "{'command':'hasten','taskId':'t1','sequence':0,'run':0,'attempt':1}",
                "{'command':'hasten','taskId':'t1','sequence':0,'run':1,'attempt':0}",
                "{'command':'cancel','taskId':'t1','attempt':1}",
                "{'command':'retry','run':2,'inPlace':'yes','task':{'type':'email','taskId':'t1'}}",
                "{'command':'pause','inPlace':true}",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'clear','statuses':['COMPLETED'],'before':'2026-12-01T08:00:00Z'}",
                "{'command':'clear','statuses':['FAILED','EXPIRED'],'before':'2026-12-01T08:00:00Z','by':'ada'}"
            })
    void shouldClearUnderTheKeyOfEverythingOnly(String command) {
        assertThat(SchemaFile.TASK_COMMAND.errors(json(command))).isEmpty();
        assertThat(decodeUnder("~all", command)).isInstanceOf(Decoded.Ok.class);
        assertRefused(command);
        assertThat(CODEC.decode(null, json(command), CONTEXT)).isInstanceOf(Decoded.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'clear','statuses':[],'before':'2026-12-01T08:00:00Z'}",
                "{'command':'clear','statuses':['QUEUED'],'before':'2026-12-01T08:00:00Z'}",
                "{'command':'clear','statuses':['FAILED']}",
                "{'command':'clear','before':'2026-12-01T08:00:00Z'}",
                "{'command':'clear','statuses':['FAILED'],'before':'P1D'}",
                "{'command':'clear','statuses':'FAILED','before':'2026-12-01T08:00:00Z'}",
                "{'command':'clear','statuses':['FAILED'],'before':'2026-12-01T08:00:00Z','groupId':'g'}"
            })
    void shouldRefuseToClearAsTheSchemaDoes(String command) {
        assertThat(SchemaFile.TASK_COMMAND.errors(json(command))).isNotEmpty();
        assertThat(decodeUnder("~all", command)).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void shouldReserveKeysForPausesOfTypesAndOfEverything() {
        for (String key : List.of("~all", "~type:email")) {
            assertThat(decodeUnder(key, "{'command':'pause'}").orThrow())
                    .isEqualTo(new TaskRecord.Pause(key, null, null));
            assertThat(decodeUnder(key, "{'command':'resume'}").orThrow())
                    .isEqualTo(new TaskRecord.Resume(key, null));
            for (String other :
                    List.of(
                            "{'type':'email'}",
                            "{'command':'purge'}",
                            "{'command':'cancel','taskId':'t1'}",
                            "{'command':'unpark','action':'SKIP'}")) {
                assertThat(decodeUnder(key, other)).isInstanceOf(Decoded.Invalid.class);
            }
        }
        for (String key : List.of("~", "~g", "~all ", "~type:", "~type:a b", "~owner")) {
            assertThat(decodeUnder(key, "{'command':'pause'}")).isInstanceOf(Decoded.Invalid.class);
        }
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
                        new TaskRecord.Resume("g", "ada"),
                        new TaskRecord.Resume("~all", null),
                        new TaskRecord.Pause("~type:email", "why", "ada"),
                        new TaskRecord.Cancel("g", "t1", 17, null),
                        new TaskRecord.Retry(TASK, 2, true, "ada"),
                        new TaskRecord.Hasten("g", "t1", 17, 1, 2, "ada"),
                        new TaskRecord.Hasten("g", "t1", 0, 3, 1, null),
                        new TaskRecord.Unpark("g", UnparkAction.SKIP, "ada"),
                        new TaskRecord.Unpark("g", UnparkAction.RETRY, "t1", 3, null),
                        new TaskRecord.Purge("g", "why", "ada"),
                        new TaskRecord.Clear(
                                Set.of(TaskStatus.FAILED), Instant.ofEpochMilli(7), "ada"));
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

    private static Decoded<TaskRecord> decodeUnder(String key, String command) {
        return CODEC.decode(key.getBytes(StandardCharsets.UTF_8), json(command), CONTEXT);
    }

    private static byte[] json(String quotedSingly) {
        return quotedSingly.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
