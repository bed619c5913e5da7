package dev.strand.status.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.status.table.RowChange;
import dev.strand.status.table.Stores;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology from bytes to table, without a broker. */
class StatusTopologyTest {
    private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
    private static final OwnerKey FIRST = new OwnerKey(1, "a");
    private static final OwnerKey SECOND = new OwnerKey(2, "b");
    private static final Topics TOPICS = Topics.withPrefix("test.");

    private final List<RowChange> changes = new ArrayList<>();
    private final ReadPositions positions = new ReadPositions(Runnable::run);
    private @TempDir Path stateDirectory;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> tasks;
    private TestInputTopic<byte[], byte[]> status;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        StatusTopology topology =
                new StatusTopology(
                        TOPICS, Duration.ofHours(24), TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
        driver =
                new TopologyTestDriver(
                        topology.build(positions, (partition, change) -> changes.add(change)),
                        properties);
        ByteArraySerializer bytes = new ByteArraySerializer();
        tasks = driver.createInputTopic(TOPICS.tasks().name(), bytes, bytes);
        status = driver.createInputTopic(TOPICS.status().name(), bytes, bytes);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldShowATaskAsQueuedOnceItsSubmissionIsRead() {
        submit("g", "t1");

        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(row("g", 0).submittedAtMillis()).isEqualTo(AT.toEpochMilli());
        assertThat(reader().newestRuns("t1"))
                .extracting(place -> place.groupId())
                .containsExactly("g");
        assertThat(position().tasks()).isEqualTo(1);
    }

    @Test
    void shouldKeepATaskAfterItsEndAndRefuseFactsThatComeLater() {
        submit("g", "t1");
        happened(fact("g", "t1", 0, FIRST, 1, FactStatus.COMPLETED));
        happened(fact("g", "t1", 0, SECOND, 2, FactStatus.FAILED));

        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(row("g", 0).told().attempts()).hasSize(1);
        assertThat(changes).hasSize(2);
    }

    @Test
    void shouldShowATaskWhoseFactComesBeforeItsSubmission() {
        happened(fact("g", "t1", 0, FIRST, 1, FactStatus.COMPLETED));
        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.COMPLETED);

        submit("g", "t1");
        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(row("g", 0).isSubmitted()).isTrue();
    }

    @Test
    void shouldTakeTheSameTaskIdInOneGroupForOneTask() {
        submit("g", "t1");
        submit("g", "t1");
        submit("h", "t1");

        assertThat(found("g", 1)).isNull();
        assertThat(row("h", 2).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(reader().newestRuns("t1")).hasSize(2);
        assertThat(reader().group("g")).extracting(group -> group.depth()).isEqualTo(1L);
    }

    @Test
    void shouldHoldFactsOfAFencedOwnerForVoid() {
        submit("g", "t1");
        happened(new Owner(FIRST, OwnerKind.CLAIM, 0, "p1", false, List.of()));
        happened(new Owner(SECOND, OwnerKind.CLAIM, 0, "p2", false, List.of()));
        happened(new Fence(FIRST));
        happened(fact("g", "t1", 0, FIRST, 1, FactStatus.COMPLETED));
        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.QUEUED);

        happened(fact("g", "t1", 0, SECOND, 2, FactStatus.FAILED));
        assertThat(row("g", 0).status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void shouldGoOnAfterRecordsThatCannotBeRead() {
        tasks.pipeInput("g".getBytes(UTF_8), "not json".getBytes(UTF_8), AT);
        tasks.pipeInput("g".getBytes(UTF_8), null, AT);
        tasks.pipeInput("g".getBytes(UTF_8), "{\"command\":\"dance\"}".getBytes(UTF_8), AT);
        status.pipeInput(null, "{".getBytes(UTF_8), AT);
        status.pipeInput(null, "{\"kind\":\"FROM_THE_FUTURE\"}".getBytes(UTF_8), AT);
        status.pipeInput(null, null, AT);

        submit("g", "t1");
        assertThat(row("g", 3).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(position().status()).isEqualTo(3);
    }

    @Test
    void shouldTakeATaskWithoutKeyForItsOwnGroup() {
        tasks.pipeInput(null, "{\"type\":\"email\",\"taskId\":\"alone\"}".getBytes(UTF_8), AT);

        assertThat(row("alone", 0).type()).isEqualTo("email");
    }

    private void submit(String groupId, String taskId) {
        byte[] value = "{\"type\":\"email\",\"taskId\":\"%s\"}".formatted(taskId).getBytes(UTF_8);
        tasks.pipeInput(groupId.getBytes(UTF_8), value, AT);
    }

    private void happened(StatusRecord record) {
        status.pipeInput("key".getBytes(UTF_8), StatusCodec.encode(record), AT);
    }

    private static Fact fact(
            String groupId,
            String taskId,
            long sequence,
            OwnerKey owner,
            int attempt,
            FactStatus status) {
        Task task = new Task(groupId, taskId, "email", RawJson.NULL, TaskOptions.DEFAULT, AT, null);
        FactDetails details =
                new FactDetails(task, AT.plusSeconds(1), "p", AT, null, null, null, null);
        return new Fact(RunId.at(groupId, taskId, 1, sequence), owner, attempt, status, details);
    }

    private TableReader reader() {
        return new TableReader(
                0,
                position().live(),
                store(Stores.TASKS),
                store(Stores.GROUPS),
                store(Stores.INDEXES));
    }

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    private @Nullable TaskRow found(String groupId, long sequence) {
        return reader().row(groupId, sequence);
    }

    private TaskRow row(String groupId, long sequence) {
        return Objects.requireNonNull(found(groupId, sequence), groupId + "/" + sequence);
    }

    private ReadPosition position() {
        return Objects.requireNonNull(positions.of(0));
    }
}
