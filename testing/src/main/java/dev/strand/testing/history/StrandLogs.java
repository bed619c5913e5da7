package dev.strand.testing.history;

import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Headers;
import dev.strand.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads the two logs of every partition from the beginning. */
public final class StrandLogs {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final TopicReader reader;
    private final Topics topics;
    private final TaskCodec tasks = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);

    /** The logs of a Strand installation. */
    public StrandLogs(String bootstrapServers, Topics topics) {
        this.reader = new TopicReader(bootstrapServers);
        this.topics = topics;
    }

    /**
     * The logs of the installation with the default topic prefix on this cluster, read and folded
     * as they are now.
     */
    public static History read(String bootstrapServers) {
        return new StrandLogs(bootstrapServers, Topics.withPrefix(Topics.DEFAULT_PREFIX)).history();
    }

    /** The logs as they are now, folded. */
    public History history() {
        return History.of(partitions());
    }

    /**
     * The logs as they are now. What happened is read before what was asked, so that no fact lacks
     * its submission.
     */
    public List<PartitionLogs> partitions() {
        Map<Integer, List<LoggedStatus>> status = byPartition(topics.status().name(), this::status);
        Map<Integer, List<LoggedTask>> asked = byPartition(topics.tasks().name(), this::task);
        return IntStream.range(0, reader.partitions(topics.tasks().name()))
                .mapToObj(p ->
                        new PartitionLogs(
                                p,
                                asked.getOrDefault(p, List.of()),
                                status.getOrDefault(p, List.of())))
                .toList();
    }

    private <T> Map<Integer, List<T>> byPartition(
            String topic, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
        return reader.readAll(topic, LIMIT).stream()
                .collect(
                        Collectors.groupingBy(
                                ConsumerRecord::partition,
                                Collectors.mapping(decode, Collectors.toList())));
    }

    /** What a record of {@code strand.tasks} says. */
    public LoggedTask task(ConsumerRecord<byte[], byte[]> record) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        RecordContext context =
                new RecordContext(
                        at,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        traceparent(record));
        return new LoggedTask(
                record.offset(), at, tasks.decode(record.key(), record.value(), context));
    }

    /** What a record of {@code strand.status} says. */
    public LoggedStatus status(ConsumerRecord<byte[], byte[]> record) {
        return new LoggedStatus(
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                StatusCodec.decode(record.value()));
    }

    private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.TRACEPARENT);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
