package dev.strand.processor.topology;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.processor.checkpoint.CheckpointStore;
import dev.strand.processor.checkpoint.KafkaFoldStore;
import dev.strand.processor.config.KafkaSettings;
import dev.strand.processor.execution.PartitionHost;
import dev.strand.processor.execution.PartitionHosts;
import dev.strand.processor.reading.ReadAhead;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Headers;
import dev.strand.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads both logs of one partition: parses, folds, keeps the checkpoint and feeds the partition's
 * host. Never blocks and never runs user code. Kafka Streams may call {@code init} again on the
 * same instance.
 */
final class PartitionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final Topics topics;
    private final TaskCodec codec;
    private final PartitionHosts hosts;
    private final Duration deduplicationWindow;
    private final InputWatch input;
    private final ReadAhead readAhead;
    private int runsAhead;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable PartitionHost host;
    private @Nullable Fold fold;

    PartitionProcessor(
            Topics topics,
            TaskCodec codec,
            PartitionHosts hosts,
            Duration deduplicationWindow,
            InputWatch input,
            ReadAhead readAhead) {
        this.topics = topics;
        this.codec = codec;
        this.hosts = hosts;
        this.deduplicationWindow = deduplicationWindow;
        this.input = input;
        this.readAhead = readAhead;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        CheckpointStore checkpoint = processorContext.getStateStore(StrandTopology.STORE);
        KafkaFoldStore loaded = new KafkaFoldStore(checkpoint, deduplicationWindow);
        fold = new Fold(loaded);
        host = hosts.host(processorContext.taskId().partition());
        host.assigned(loaded);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> streams = required(context);
        RecordMetadata metadata =
                streams.recordMetadata()
                        .orElseThrow(() -> new IllegalStateException("a record without metadata"));
        if (metadata.topic().equals(topics.tasks().name())) {
            task(record, metadata, streams);
        } else {
            status(record, metadata, streams);
        }
    }

    private void task(
            Record<byte[], byte[]> record,
            RecordMetadata metadata,
            ProcessorContext<byte[], byte[]> streams) {
        Instant recordTime = Instant.ofEpochMilli(record.timestamp());
        RecordContext where =
                new RecordContext(
                        recordTime,
                        metadata.topic(),
                        metadata.partition(),
                        metadata.offset(),
                        traceparent(record));
        switch (codec.decode(record.key(), record.value(), where)) {
            case Decoded.Ok<TaskRecord>(TaskRecord task) -> {
                input.check(record.key(), metadata.partition());
                TaskVerdict verdict = required(fold).fold(metadata.offset(), recordTime, task);
                if (verdict instanceof TaskVerdict.Added) {
                    runsAhead++;
                    readAhead.read();
                } else if (verdict instanceof TaskVerdict.Duplicate) {
                    input.duplicate();
                }
                required(host).taskRead(verdict);
            }
            case Decoded.Invalid<TaskRecord> invalid -> {
                required(fold).skipTo(metadata.offset() + 1);
                streams.forward(
                        Rejection.of(
                                record,
                                metadata,
                                invalid.summary(),
                                KafkaSettings.MAX_RECORD_BYTES),
                        StrandTopology.REJECTED);
            }
        }
    }

    private static @Nullable String traceparent(Record<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Headers.TRACEPARENT);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void status(
            Record<byte[], byte[]> record,
            RecordMetadata metadata,
            ProcessorContext<byte[], byte[]> streams) {
        StatusRecord fact = read(record.value(), metadata);
        if (fact == null) {
            input.unreadable(metadata.partition(), metadata.offset());
            return;
        }
        StatusVerdict verdict = required(fold).fold(fact);
        required(host).statusRead(metadata.offset(), fact, verdict);
        if (runsAhead > 0
                && verdict instanceof Accepted ended
                && ended.fact().status().isTerminal()) {
            runsAhead--;
            readAhead.ended(1);
        }
        if (verdict instanceof Accepted accepted && accepted.fact().status() == FactStatus.FAILED) {
            DeadLetters.of(record.value(), metadata, topics.tasks().name())
                    .ifPresent(letter -> streams.forward(letter, StrandTopology.DEAD_LETTERS));
        }
    }

    private @Nullable StatusRecord read(byte @Nullable [] value, RecordMetadata metadata) {
        StatusRecord own = required(host).recall(metadata.offset(), value);
        if (own != null) {
            return own;
        }
        return StatusCodec.decodeHead(value) instanceof Decoded.Ok<StatusRecord>(StatusRecord fact)
                ? fact
                : null;
    }

    @Override
    public void close() {
        readAhead.ended(runsAhead);
        runsAhead = 0;
        if (host != null) {
            host.unassigned();
        }
    }

    private static <T> T required(@Nullable T initialised) {
        if (initialised == null) {
            throw new IllegalStateException("used before init");
        }
        return initialised;
    }
}
