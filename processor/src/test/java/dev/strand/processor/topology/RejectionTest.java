package dev.strand.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final RecordMetadata WHERE =
            new RecordMetadata() {
                @Override
                public String topic() {
                    return "strand.tasks";
                }

                @Override
                public int partition() {
                    return 4;
                }

                @Override
                public long offset() {
                    return 1234;
                }
            };

    @Test
    void shouldKeepKeyValueTimeAndHeadersAndSayWhyAndWhere() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {1, 2});
        Record<byte[], byte[]> original =
                new Record<>(new byte[] {3}, new byte[] {4, 5}, 678, headers);
        // When
        Record<byte[], byte[]> rejected = Rejection.of(original, WHERE, "not JSON", MAX_BYTES);
        // Then
        assertThat(rejected.key()).containsExactly(3);
        assertThat(rejected.value()).containsExactly(4, 5);
        assertThat(rejected.timestamp()).isEqualTo(678);
        assertThat(rejected.headers().lastHeader("traceparent").value()).containsExactly(1, 2);
        assertThat(header(rejected, "strand-error")).isEqualTo("not JSON");
        assertThat(header(rejected, "strand-topic")).isEqualTo("strand.tasks");
        assertThat(header(rejected, "strand-partition")).isEqualTo("4");
        assertThat(header(rejected, "strand-offset")).isEqualTo("1234");
        assertThat(original.headers()).as("the original is left alone").hasSize(1);
    }

    @Test
    void shouldKeepThatThereIsNoKeyAndNoValue() {
        Record<byte[], byte[]> rejected =
                Rejection.of(new Record<>(null, null, 1), WHERE, "empty", MAX_BYTES);
        assertThat(rejected.key()).isNull();
        assertThat(rejected.value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 900000, 0, false",
        "0, 1048000, 0, true",
        "10, 50000000, 0, true",
        "3000000, 10, 0, true",
        "3000000, 3000000, 100000, true",
        "10, 10, 3000000, true"
    })
    void shouldAlwaysFitIntoTheTopic(int key, int value, int header, boolean isCut) {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("x", new byte[header]);
        Record<byte[], byte[]> original = new Record<>(filled(key), filled(value), 1, headers);
        // When
        Record<byte[], byte[]> rejected =
                Rejection.of(original, WHERE, "é".repeat(50_000), MAX_BYTES);
        // Then
        int size =
                AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        rejected.key(),
                        rejected.value(),
                        rejected.headers().toArray());
        assertThat(size).isLessThan(MAX_BYTES);
        assertThat(header(rejected, "strand-error").contains("too large to be kept whole"))
                .isEqualTo(isCut);
        assertThat(rejected.value())
                .isEqualTo(Arrays.copyOf(filled(value), rejected.value().length));
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static String header(Record<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
