package dev.strand.status.live;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.status.config.KafkaConfig;
import dev.strand.status.config.StatusConfig;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.query.FoundTask;
import dev.strand.status.stream.ReadPosition;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since a position: the logs say which tasks, the table says how they are now. For
 * use by several threads.
 */
@Singleton
class Replay {
    private static final long MAX_RECORDS = 100_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConfig kafka;
    private final Topics topics;
    private final ReadPositions positions;
    private final LocalTables tables;
    private final Provider<Fleet> fleet;
    private final TaskCodec codec;

    Replay(
            KafkaConfig kafka,
            ReadPositions positions,
            LocalTables tables,
            Provider<Fleet> fleet,
            StatusConfig config) {
        this.fleet = fleet;
        this.kafka = kafka;
        this.topics = kafka.topics();
        this.positions = positions;
        this.tables = tables;
        this.codec = new TaskCodec(config.maxPayloadBytes());
    }

    /** What was found. */
    sealed interface Found {
        /** These tasks have changed. */
        record Missed(List<FoundTask> tasks) implements Found {
            List<Update> updates() {
                return tasks.stream()
                        .map(task -> new Update(task.partition(), task.row()))
                        .toList();
            }
        }

        /** The logs cannot tell any more, or too much has changed. */
        record Gone(String reason) implements Found {}
    }

    private record Span(long from, long to) {}

    private record Run(int partition, String groupId, long sequence) {}

    /** What has changed since a position, by all instances. Blocks for some time. */
    Found everywhere(PositionVector from) {
        for (int partition = 0; partition < tables.partitions(); partition++) {
            if (!from.offsets().containsKey(partition)) {
                return new Found.Gone("that position does not say how far all had been read");
            }
        }
        Answer<Found> answer = fleet.get().ask(new ReplayQuestion(this, from));
        return answer.coverage().isPartial()
                ? new Found.Gone("the partitions are moving")
                : answer.value();
    }

    /** Reads the logs from a position to where this instance is. Blocks for some time. */
    Found since(PositionVector from) {
        Map<TopicPartition, Span> spans = spans(from);
        long records = spans.values().stream().mapToLong(span -> span.to() - span.from()).sum();
        if (records > MAX_RECORDS) {
            return new Found.Gone("more than " + MAX_RECORDS + " records since that position");
        }
        if (spans.isEmpty()) {
            return new Found.Missed(List.of());
        }
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            consumer.assign(spans.keySet());
            Map<TopicPartition, Long> first = consumer.beginningOffsets(spans.keySet());
            for (Map.Entry<TopicPartition, Span> each : spans.entrySet()) {
                if (first.getOrDefault(each.getKey(), 0L) > each.getValue().from()) {
                    return new Found.Gone("the log does not reach back to that position");
                }
                consumer.seek(each.getKey(), each.getValue().from());
            }
            return read(consumer, spans);
        } catch (KafkaException e) {
            return new Found.Gone("the log cannot be read: " + e.getMessage());
        }
    }

    private Map<TopicPartition, Span> spans(PositionVector from) {
        Map<TopicPartition, Span> spans = new HashMap<>();
        from.offsets()
                .forEach((partition, at) -> {
                    ReadPosition now = positions.of(partition);
                    if (now != null) {
                        add(spans, topics.tasks().name(), partition, at.tasks(), now.tasks());
                        add(spans, topics.status().name(), partition, at.status(), now.status());
                    }
                });
        return spans;
    }

    private static void add(
            Map<TopicPartition, Span> spans, String topic, int partition, long from, long to) {
        if (from < to) {
            spans.put(new TopicPartition(topic, partition), new Span(from, to));
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.common();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private Found read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Span> spans) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        Set<Run> changed = new LinkedHashSet<>();
        Map<TopicPartition, Span> open = new HashMap<>(spans);
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return new Found.Gone("the log could not be read in " + TIMEOUT);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Run run = run(record);
                if (run != null) {
                    changed.add(run);
                }
            }
            open.entrySet()
                    .removeIf(each -> consumer.position(each.getKey()) >= each.getValue().to());
        }
        return new Found.Missed(found(changed));
    }

    private @Nullable Run run(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.tasks().name())) {
            RecordContext place =
                    new RecordContext(
                            Instant.EPOCH,
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            null);
            return codec.decode(record.key(), record.value(), place)
                            instanceof Decoded.Ok<TaskRecord> asked
                    ? new Run(record.partition(), asked.value().groupId(), record.offset())
                    : null;
        }
        return StatusCodec.decodeHead(record.value()) instanceof Decoded.Ok<StatusRecord> ok
                        && ok.value() instanceof StatusRecord.Fact fact
                ? new Run(record.partition(), fact.run().groupId(), fact.run().sequence())
                : null;
    }

    private List<FoundTask> found(Set<Run> changed) {
        List<TableReader> open = tables.all();
        List<FoundTask> found = new ArrayList<>();
        for (Run run : changed) {
            for (TableReader table : open) {
                TaskRow row =
                        table.partition() == run.partition()
                                ? table.row(run.groupId(), run.sequence())
                                : null;
                if (row != null) {
                    found.add(new FoundTask(run.partition(), row));
                }
            }
        }
        return found;
    }
}
