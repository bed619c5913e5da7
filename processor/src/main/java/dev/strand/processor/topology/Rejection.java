package dev.strand.processor.topology;

import dev.strand.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the record for {@code strand.rejected}: the original key, value and headers, and why and
 * where.
 */
final class Rejection {
    private static final int MAX_ERROR_CHARS = 8_000;

    private Rejection() {}

    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> original, RecordMetadata where, String error) {
        RecordHeaders headers = new RecordHeaders(original.headers().toArray());
        String shortened =
                error.length() <= MAX_ERROR_CHARS
                        ? error
                        : error.substring(0, MAX_ERROR_CHARS) + "...";
        headers.add(Headers.ERROR, utf8(shortened));
        headers.add(Headers.TOPIC, utf8(where.topic()));
        headers.add(Headers.PARTITION, utf8(Integer.toString(where.partition())));
        headers.add(Headers.OFFSET, utf8(Long.toString(where.offset())));
        return new Record<>(original.key(), original.value(), original.timestamp(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
