package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the changelog at a commit; the test driver commits after each record. */
class CheckpointChangelogTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir private Path directory;

    private Consumer<KafkaFoldStore> step = store -> {};
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> input;
    private TestOutputTopic<byte[], byte[]> changelog;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        properties.put(
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        Topology topology =
                new Topology()
                        .addSource("in", "in")
                        .addProcessor("steps", StepProcessor::new, "in")
                        .addStateStore(new CheckpointStoreBuilder("store", Map.of()), "steps");
        driver = new TopologyTestDriver(topology, properties);
        input = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
        changelog =
                driver.createOutputTopic(
                        "app-store-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    /** Does the step at each record. */
    private final class StepProcessor implements Processor<Object, Object, Void, Void> {
        private @Nullable KafkaFoldStore store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = new KafkaFoldStore(context.getStateStore("store"), Duration.ofHours(1));
        }

        @Override
        public void process(Record<Object, Object> record) {
            KafkaFoldStore initialised = store;
            if (initialised != null) {
                step.accept(initialised);
            }
        }
    }

    @Test
    void shouldNeverWriteARunThatCameAndWentBetweenTwoCheckpoints() {
        List<TestRecord<byte[], byte[]>> written =
                checkpointAfter(store ->
                        IntStream.range(0, 1_000)
                                .forEach(i -> {
                                    store.put(queued(i));
                                    store.put(running(i));
                                    store.end(ended(i));
                                }));
        assertThat(written).isEmpty();
    }

    @Test
    void shouldNeverWriteACommandThatCameAndWentBetweenTwoCheckpoints() {
        PendingCommand pause = new PendingCommand(5, new Pause("g", null, null), null);
        List<TestRecord<byte[], byte[]>> written =
                checkpointAfter(store -> {
                    store.addPending(pause);
                    store.removePending(pause);
                });
        assertThat(written).isEmpty();
    }

    @Test
    void shouldWriteTheLastStateOfARunOnce() {
        List<TestRecord<byte[], byte[]>> written =
                checkpointAfter(store -> {
                    store.put(queued(1));
                    store.put(running(1));
                });
        assertThat(written)
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.key()).isEqualTo(Keys.run("g", 1).get());
                    assertThat(EntryFormat.read(record.value())).isEqualTo(running(1));
                });
        assertThat(checkpointAfter(store -> {})).as("unchanged").isEmpty();
    }

    @Test
    void shouldDeleteARunThatAnEarlierCheckpointHas() {
        assertThat(checkpointAfter(store -> store.put(queued(1)))).hasSize(1);
        assertThat(checkpointAfter(store -> store.end(ended(1))))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.key()).isEqualTo(Keys.run("g", 1).get());
                    assertThat(record.value()).isNull();
                });
    }

    @Test
    void shouldWriteEverythingElseThatChangedOnce() {
        List<TestRecord<byte[], byte[]>> written =
                checkpointAfter(store -> {
                    store.put("g", GroupState.FREE);
                    store.put("g", new GroupState(true, 3, "why", "who"));
                    store.tasksPosition(1);
                    store.tasksPosition(2);
                    store.put(new RandomValues(1).ownership());
                    store.put(new RandomValues(2).ownership());
                    store.remember("g", "t", new Seen(1, 1, Instant.EPOCH));
                    store.addPending(new PendingCommand(9, new Pause("g", null, null), null));
                });
        assertThat(written).hasSize(5);
        assertThat(checkpointAfter(store -> {})).as("unchanged").isEmpty();
    }

    private List<TestRecord<byte[], byte[]>> checkpointAfter(Consumer<KafkaFoldStore> todo) {
        step = todo;
        input.pipeInput(NOTHING, NOTHING);
        return changelog.isEmpty() ? List.of() : changelog.readRecordsToList();
    }

    private static Entry queued(int sequence) {
        RunId id = RunId.at("g", "t" + sequence, 1, sequence);
        return new Entry(id, new RandomValues(sequence).task(), RunState.NEW);
    }

    private static Entry running(int sequence) {
        return with(queued(sequence), TaskStatus.RUNNING);
    }

    private static Entry ended(int sequence) {
        return with(queued(sequence), TaskStatus.COMPLETED);
    }

    private static Entry with(Entry entry, TaskStatus status) {
        return new Entry(
                entry.id(), entry.task(), new RunState(status, new Token(1, 1), 1, null, Map.of()));
    }
}
