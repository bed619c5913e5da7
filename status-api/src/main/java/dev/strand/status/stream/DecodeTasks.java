package dev.strand.status.stream;

import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.task.RecordContext;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of {@code strand.tasks}. What breaks the contract is skipped here: the processor
 * writes it to {@code strand.rejected}.
 */
final class DecodeTasks
        extends ContextualProcessor<byte @Nullable [], byte @Nullable [], byte[], LogRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeTasks.class);

    private final TaskCodec codec;

    DecodeTasks(TaskCodec codec) {
        this.codec = codec;
    }

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        Instant at = Instant.ofEpochMilli(record.timestamp());
        RecordContext place =
                new RecordContext(
                        at,
                        metadata.topic(),
                        metadata.partition(),
                        metadata.offset(),
                        traceparent(record));
        TaskRecord decoded =
                switch (codec.decode(record.key(), record.value(), place)) {
                    case Decoded.Ok<TaskRecord>(TaskRecord good) -> good;
                    case Decoded.Invalid<TaskRecord> bad -> skipped(metadata, bad.summary());
                };
        context()
                .forward(
                        new Record<>(
                                new byte[0],
                                new LogRecord.OfTasks(at, decoded),
                                System.currentTimeMillis()));
    }

    private static @Nullable TaskRecord skipped(RecordMetadata metadata, String why) {
        LOG.atDebug()
                .addKeyValue("partition", metadata.partition())
                .addKeyValue("sequence", metadata.offset())
                .addKeyValue("error", why)
                .log("skipped a record of tasks that breaks the contract");
        return null;
    }

    private static @Nullable String traceparent(Record<?, ?> record) {
        Header header = record.headers().lastHeader(Headers.TRACEPARENT);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
