package dev.strand.processor.topology;

import dev.strand.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record for {@code strand.rejected}: the original key, value and headers, and why and
 * where. What is too large for the topic is cut: a compressed batch holds records of any size, and
 * one that cannot be written would stop its partition for good.
 */
final class Rejection {
    private static final int MAX_ERROR_CHARS = 8_000;
    private static final int MAX_CUT_KEY_BYTES = 64 << 10;

    /** More than our own headers and the framing of a batch with one record take. */
    private static final int OVERHEAD_BYTES = 128 << 10;

    private Rejection() {}

    /**
     * The record for {@code strand.rejected}.
     *
     * @param maxRecordBytes largest record that the topic takes
     */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> original,
            RecordMetadata where,
            String error,
            int maxRecordBytes) {
        int room = maxRecordBytes - OVERHEAD_BYTES;
        long size = (long) length(original.key()) + length(original.value()) + headersOf(original);
        return size <= room
                ? whole(original, where, error)
                : cut(original, where, error, room - MAX_CUT_KEY_BYTES);
    }

    private static Record<byte[], byte[]> whole(
            Record<byte[], byte[]> original, RecordMetadata where, String error) {
        RecordHeaders headers = new RecordHeaders(original.headers().toArray());
        addReason(headers, where, shortened(error));
        return new Record<>(original.key(), original.value(), original.timestamp(), headers);
    }

    private static Record<byte[], byte[]> cut(
            Record<byte[], byte[]> original, RecordMetadata where, String error, int valueBytes) {
        RecordHeaders headers = new RecordHeaders();
        String cut =
                "; too large to be kept whole: key %d bytes, value %d bytes, headers %d bytes; the start of key and value is kept"
                        .formatted(
                                length(original.key()),
                                length(original.value()),
                                headersOf(original));
        addReason(headers, where, shortened(error) + cut);
        return new Record<>(
                start(original.key(), MAX_CUT_KEY_BYTES),
                start(original.value(), valueBytes),
                original.timestamp(),
                headers);
    }

    private static void addReason(RecordHeaders headers, RecordMetadata where, String error) {
        headers.add(Headers.ERROR, utf8(error));
        headers.add(Headers.TOPIC, utf8(where.topic()));
        headers.add(Headers.PARTITION, utf8(Integer.toString(where.partition())));
        headers.add(Headers.OFFSET, utf8(Long.toString(where.offset())));
    }

    private static String shortened(String error) {
        return error.length() <= MAX_ERROR_CHARS
                ? error
                : error.substring(0, MAX_ERROR_CHARS) + "...";
    }

    private static byte @Nullable [] start(byte @Nullable [] bytes, int max) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static long headersOf(Record<byte[], byte[]> record) {
        long bytes = 0;
        for (Header header : record.headers()) {
            bytes += header.key().length() * 3L + length(header.value()) + 10;
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
