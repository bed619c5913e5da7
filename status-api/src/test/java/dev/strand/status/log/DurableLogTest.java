package dev.strand.status.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is asked of the log while the service stops fails as expected failures do. */
class DurableLogTest {
    private static final ProducerRecord<byte[], byte[]> RECORD =
            new ProducerRecord<>("strand.tasks", 0, new byte[0], new byte[0]);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger opened = new AtomicInteger();
    private final DurableLog log =
            new DurableLog(() -> {
                opened.incrementAndGet();
                return producer;
            });

    @Test
    void shouldNotOpenAgainWhatIsClosed() {
        log.close();

        assertStopped(log.append(RECORD));
        assertThatThrownBy(() -> log.partitions("strand.tasks")).isInstanceOf(KafkaException.class);
        assertThat(opened).hasValue(0);
    }

    @Test
    void shouldFailWhatIsAppendedWhileItIsBeingClosed() {
        assertThat(log.append(RECORD)).isCompleted();
        producer.close();

        assertStopped(log.append(RECORD));
    }

    private static void assertStopped(CompletableFuture<RecordMetadata> place) {
        assertThat(place)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(KafkaException.class)
                .withMessageContaining("the service is stopping");
    }
}
