package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.fold.InMemoryFoldStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream thread that dies loses its local state, which is restored from the changelog: it must
 * then be exactly what the committed input had made of it.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CheckpointRestoreIT {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long SEED = 20261123;
    private static final int FIRST = 1_500;
    private static final int ALL = 4_000;
    private static final int CRASHES = 3;

    @TempDir private Path directory;

    private final AtomicLong crashAt = new AtomicLong(FIRST + 500);
    private final AtomicInteger crashes = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final List<Long> restoredAt = Collections.synchronizedList(new ArrayList<>());
    private final List<AssertionError> differences =
            Collections.synchronizedList(new ArrayList<>());

    /** Record i of the input is step i of the walk. */
    private final class WalkProcessor implements Processor<byte[], byte[], Void, Void> {
        private final RandomWalk walk = new RandomWalk(SEED);
        private final InMemoryFoldStore reference = new InMemoryFoldStore(WINDOW);
        private @Nullable ProcessorContext<Void, Void> context;
        private @Nullable KafkaFoldStore store;

        @Override
        public void init(ProcessorContext<Void, Void> newContext) {
            context = newContext;
            KafkaFoldStore restored = new KafkaFoldStore(newContext.getStateStore("store"), WINDOW);
            store = restored;
            long position = restored.tasksPosition();
            restoredAt.add(position);
            for (long step = 0; step < position; step++) {
                walk.change(List.of(reference));
            }
            reference.tasksPosition(position);
            compare("restored at " + position, restored);
        }

        private void compare(String where, KafkaFoldStore compared) {
            try {
                StoreComparison.sameGroups(where, compared, reference, 1_000);
                StoreComparison.sameOtherwise(where, compared, reference, walk.now());
            } catch (AssertionError e) {
                differences.add(e);
            }
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            KafkaFoldStore current = store;
            if (current == null || context == null) {
                throw new IllegalStateException("used before init");
            }
            long offset = context.recordMetadata().orElseThrow().offset();
            walk.change(List.of(current, reference));
            current.tasksPosition(offset + 1);
            reference.tasksPosition(offset + 1);
            done.set(offset + 1);
            if (offset == crashAt.get()) {
                crashAt.addAndGet(700);
                crashes.incrementAndGet();
                throw new IllegalStateException("crash on purpose at " + offset);
            }
        }
    }

    @Test
    void shouldRestoreAfterACrashWhatTheLastCheckpointHad() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaStreams streams = new KafkaStreams(topology(), properties(broker))) {
            broker.createTopics(1, "in");
            streams.setUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            // Given: a checkpoint
            produce(broker, FIRST);
            Awaitility.await().atMost(LIMIT).until(() -> committed(admin) == FIRST);
            // When
            produce(broker, ALL - FIRST);
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> crashes.get() == CRASHES && done.get() == ALL);
        }
        // Then
        assertThat(differences).isEmpty();
        assertThat(restoredAt).hasSizeGreaterThan(CRASHES);
        assertThat(restoredAt.stream().filter(position -> position >= FIRST)).hasSize(CRASHES);
    }

    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets("restore-test")
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    private Topology topology() {
        return new Topology()
                .addSource("in", "in")
                .addProcessor("walk", WalkProcessor::new, "in")
                .addStateStore(new CheckpointStoreBuilder("store", Map.of()), "walk");
    }

    private Properties properties(EmbeddedBroker broker) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "restore-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 2_000);
        properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 300);
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 50);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        properties.put(
                StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass());
        return properties;
    }

    private static void produce(EmbeddedBroker broker, int count) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                var _ = producer.send(new ProducerRecord<>("in", new byte[] {1}, new byte[] {1}));
            }
        }
    }
}
