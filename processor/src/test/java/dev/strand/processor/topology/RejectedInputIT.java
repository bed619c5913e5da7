package dev.strand.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.deadletter.DeadLetter;
import dev.strand.schemas.deadletter.DeadLetterCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RejectedInputIT {
    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int PARTITION = 1;

    @TempDir private Path directory;

    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    /** A record that must not run, and a word of the reason that must be given. */
    private static final class Bad {
        private final String reason;
        private final byte @Nullable [] key;
        private final byte @Nullable [] value;

        Bad(String reason, byte @Nullable [] key, byte @Nullable [] value) {
            this.reason = reason;
            this.key = key;
            this.value = value;
        }
    }

    private static List<Bad> bad() {
        return List.of(
                new Bad("JSON", bytes("g"), bytes("this is not JSON")),
                new Bad("JSON", bytes("g"), bytes("{\"type\":\"ok\"")),
                new Bad("/colour", bytes("g"), bytes("{\"type\":\"ok\",\"colour\":1}")),
                new Bad("/priority", bytes("g"), bytes("{\"type\":\"ok\",\"priority\":11}")),
                new Bad("key", new byte[] {(byte) 0xff}, bytes("{\"type\":\"ok\"}")),
                new Bad("key", bytes("k".repeat(257)), bytes("{\"type\":\"ok\"}")),
                new Bad("", bytes("g"), null),
                new Bad("", bytes("g"), new byte[0]),
                new Bad("", null, null),
                new Bad("", bytes("g"), bytes(ofSize(5 << 20))));
    }

    private static String ofSize(int bytes) {
        return "{\"type\":\"ok\",\"payload\":\"" + "x".repeat(bytes) + "\"}";
    }

    @Test
    void shouldRejectWhatIsWrongWithItsReasonAndGoOn() throws Exception {
        TaskHandler<JsonNode, String> ok =
                (payload, context) -> {
                    ran.add(context.groupId() + "/" + context.taskId());
                    return "done";
                };
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                HandlerRegistry handlers =
                        new HandlerDiscovery().register("ok", JsonNode.class, ok).build();
                StrandProcessor _ = StrandProcessor.start(config(broker), handlers);
                KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            // Given: all in one partition, each bad one followed by a good one
            List<RecordMetadata> places = new ArrayList<>();
            int good = 0;
            for (Bad record : bad()) {
                places.add(append(producer, record.key, record.value));
                append(
                        producer,
                        bytes("good"),
                        bytes("{\"type\":\"ok\",\"taskId\":\"t" + good++ + "\"}"));
            }
            // a task without a key is its own group; more than the topic takes, compressed
            append(producer, null, bytes("{\"type\":\"ok\",\"taskId\":\"alone\"}"));
            RecordMetadata huge = append(producer, bytes("g"), bytes(ofSize(30 << 20)));
            append(producer, bytes("last"), bytes("{\"type\":\"ok\",\"taskId\":\"last\"}"));
            // Then
            int expected = good + 2;
            Awaitility.await().atMost(LIMIT).until(() -> ran.size() >= expected);
            assertThat(ran).hasSize(expected).contains("alone/alone", "last/last");
            assertThat(ran.stream().filter(id -> id.startsWith("good/")))
                    .containsExactlyElementsOf(goodIds(good));
            List<ConsumerRecord<byte[], byte[]>> rejected = rejected(broker, bad().size() + 1);
            for (int i = 0; i < places.size(); i++) {
                shouldBeKept(bad().get(i), places.get(i), at(rejected, places.get(i)));
            }
            ConsumerRecord<byte[], byte[]> cut = at(rejected, huge);
            assertThat(header(cut, "strand-error")).contains("too large to be kept whole");
            assertThat(cut.value()).hasSizeLessThan(8 << 20);
        }
    }

    private static List<String> goodIds(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("good/t" + i);
        }
        return ids;
    }

    private static void shouldBeKept(
            Bad bad, RecordMetadata place, ConsumerRecord<byte[], byte[]> kept) {
        assertThat(kept.key()).isEqualTo(bad.key);
        assertThat(kept.value()).isEqualTo(bad.value);
        assertThat(header(kept, "strand-error")).isNotBlank().contains(bad.reason);
        assertThat(header(kept, "strand-topic")).isEqualTo("strand.tasks");
        assertThat(header(kept, "strand-partition")).isEqualTo(Integer.toString(PARTITION));
        assertThat(header(kept, "strand-offset")).isEqualTo(Long.toString(place.offset()));
    }

    @Test
    void shouldKeepWhatFailedForGoodWithItsTaskAndError() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        TaskHandler<JsonNode, String> failing =
                (payload, context) -> {
                    attempts.incrementAndGet();
                    if (context.taskId().equals("permanent")) {
                        throw new PermanentFailureException("no such customer");
                    }
                    throw new IllegalStateException("attempt " + context.attempt());
                };
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                HandlerRegistry handlers =
                        new HandlerDiscovery().register("fail", JsonNode.class, failing).build();
                StrandProcessor _ = StrandProcessor.start(config(broker), handlers);
                KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            append(producer, bytes("g"), bytes("{\"type\":\"fail\",\"taskId\":\"permanent\"}"));
            append(
                    producer,
                    bytes("g"),
                    bytes(
                            "{\"type\":\"fail\",\"taskId\":\"tried\",\"payload\":{\"n\":1},"
                                + "\"retry\":{\"maxAttempts\":3,\"initialDelay\":\"PT0.01S\"}}"));
            List<ConsumerRecord<byte[], byte[]>> letters =
                    records(broker, TOPICS.deadLetters().name(), 2);
            assertThat(letters).allSatisfy(l -> assertThat(l.key()).isEqualTo(bytes("g")));
            DeadLetter permanent = letter(letters, "permanent");
            assertThat(permanent.error().message()).isEqualTo("no such customer");
            DeadLetter tried = letter(letters, "tried");
            assertThat(tried.error().message()).isEqualTo("attempt 3");
            assertThat(tried.task().payload().toString()).isEqualTo("{\"n\":1}");
            assertThat(attempts).hasValue(4);
        }
    }

    private static DeadLetter letter(List<ConsumerRecord<byte[], byte[]>> letters, String taskId) {
        return letters.stream()
                .map(record -> DeadLetterCodec.decode(record.value()))
                .flatMap(decoded ->
                        decoded instanceof Decoded.Ok<DeadLetter>(DeadLetter letter)
                                ? java.util.stream.Stream.of(letter)
                                : java.util.stream.Stream.empty())
                .filter(letter -> letter.task().taskId().equals(taskId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dead letter of " + taskId));
    }

    private static List<ConsumerRecord<byte[], byte[]>> rejected(EmbeddedBroker broker, int count) {
        return records(broker, TOPICS.rejected().name(), count);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(
            EmbeddedBroker broker, String topic, int count) {
        TopicReader reader = new TopicReader(broker.bootstrapServers());
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> reader.readAll(topic, LIMIT).size() >= count);
        List<ConsumerRecord<byte[], byte[]>> all = reader.readAll(topic, LIMIT);
        assertThat(all).hasSize(count);
        return all;
    }

    private static ConsumerRecord<byte[], byte[]> at(
            List<ConsumerRecord<byte[], byte[]>> rejected, RecordMetadata place) {
        return rejected.stream()
                .filter(r -> header(r, "strand-offset").equals(Long.toString(place.offset())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing rejected from " + place));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static RecordMetadata append(
            KafkaProducer<byte[], byte[]> producer, byte @Nullable [] key, byte @Nullable [] value)
            throws Exception {
        return producer.send(new ProducerRecord<>(TOPICS.tasks().name(), PARTITION, key, value))
                .get(60, TimeUnit.SECONDS);
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        64 << 20,
                        "buffer.memory",
                        128L << 20,
                        "compression.type",
                        "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private ProcessorConfig config(EmbeddedBroker broker) {
        Settings d = Settings.DEFAULT;
        return new ProcessorConfig(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                Topics.DEFAULT_PREFIX,
                ProcessorConfig.DEFAULT_APPLICATION_ID,
                "p1",
                directory.resolve("state"),
                new Settings(
                        d.permits(),
                        d.permitsByType(),
                        1,
                        0,
                        d.lease(),
                        d.leaseMargin(),
                        d.agingStep(),
                        d.deduplicationWindow(),
                        d.drainTimeout(),
                        d.commitInterval(),
                        d.sessionTimeout(),
                        3,
                        d.replicationFactor(),
                        d.execution()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
