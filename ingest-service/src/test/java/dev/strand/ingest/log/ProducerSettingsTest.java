package dev.strand.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.ingest.settings.IngestSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
    private static final IngestSettings INGEST =
            new IngestSettings(
                    "here",
                    0,
                    1 << 20,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    1,
                    1,
                    1,
                    1);

    @Test
    void shouldPassOnWhatIsSetForKafka() {
        assertThat(
                        ProducerSettings.merged(
                                Map.of(
                                        "security.protocol",
                                        "SASL_SSL",
                                        "linger.ms",
                                        "1",
                                        "bootstrap.servers",
                                        "b:1"),
                                INGEST))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("linger.ms", "1")
                .containsEntry("bootstrap.servers", "b:1");
    }

    @Test
    void shouldNotGiveUpDurabilityOrderOrThePlaceOfAGroup() {
        assertThat(
                        ProducerSettings.merged(
                                Map.of(
                                        "acks", "1",
                                        "enable.idempotence", "false",
                                        "max.in.flight.requests.per.connection", "50",
                                        "partitioner.class", "Other",
                                        "transactional.id", "t"),
                                INGEST))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.in.flight.requests.per.connection", 5)
                .doesNotContainKeys("partitioner.class", "transactional.id");
    }

    @Test
    void shouldBeAProducerThatKafkaAccepts() {
        assertThat(
                        new ProducerConfig(
                                        ProducerSettings.merged(
                                                Map.of("bootstrap.servers", "localhost:1"), INGEST))
                                .getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
                .isEqualTo(10_000);
    }
}
