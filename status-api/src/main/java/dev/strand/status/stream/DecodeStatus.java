package dev.strand.status.stream;

import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records of {@code strand.status}; one that cannot be read is skipped and told. */
final class DecodeStatus
        extends ContextualProcessor<byte @Nullable [], byte @Nullable [], byte[], LogRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeStatus.class);

    @Override
    public void process(Record<byte @Nullable [], byte @Nullable []> record) {
        StatusRecord decoded =
                switch (StatusCodec.decode(record.value())) {
                    case Decoded.Ok<StatusRecord>(StatusRecord good) -> good;
                    case Decoded.Invalid<StatusRecord> bad -> skipped(bad.summary());
                };
        context()
                .forward(
                        new Record<>(
                                new byte[0],
                                new LogRecord.OfStatus(
                                        FactsFirst.timeOf(record.timestamp()), decoded),
                                System.currentTimeMillis()));
    }

    private @Nullable StatusRecord skipped(String why) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        LOG.atWarn()
                .addKeyValue("partition", metadata.partition())
                .addKeyValue("offset", metadata.offset())
                .addKeyValue("error", why)
                .log("skipped a status record that cannot be read");
        return null;
    }
}
