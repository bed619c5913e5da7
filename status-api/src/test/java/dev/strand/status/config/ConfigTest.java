package dev.strand.status.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.access.AccessSetup;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every default, every rule, and how Kafka settings get through. */
class ConfigTest {
    private static ApplicationContext context(Map<String, Object> properties) {
        return started(ApplicationContext.builder().properties(properties));
    }

    /** As the service starts it. */
    private static ApplicationContext started(ApplicationContextBuilder builder) {
        ApplicationContext context = builder.build();
        AccessSetup.apply(context, StartCheck.problems(context.getEnvironment().start()));
        return context.start();
    }

    private static StatusConfig config(Map<String, Object> properties) {
        try (ApplicationContext context = context(with(properties))) {
            return context.getBean(StatusConfig.class);
        }
    }

    private static Map<String, Object> with(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("strand.service", "status-api");
        all.put("micronaut.server.host", "127.0.0.1");
        return all;
    }

    @Test
    void shouldHaveTheseDefaults() {
        StatusConfig config = config(Map.of());
        assertThat(config.applicationId()).isEqualTo("strand-status-api");
        assertThat(config.stateDirectory())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "strand", "status-api"));
        assertThat(config.streamThreads()).isEqualTo(1);
        assertThat(config.standbyReplicas()).isZero();
        assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.cacheMaxBytes()).isEqualTo(64L << 20);
        assertThat(config.deduplicationWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(config.maxPayloadBytes()).isEqualTo(1 << 20);
        assertThat(config.waitLimit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.atTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxStreams()).isEqualTo(1_000);
        assertThat(config.maxWaiters()).isEqualTo(10_000);
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        Map<String, Object> wrong =
                Map.of(
                        "strand.status.stream-threads", 0,
                        "strand.status.wait-limit", "soon",
                        "strand.status.commit-interval", "PT0S",
                        "strand.status.port", 99999999,
                        "strand.status.ingest-url", "ftp://there",
                        "strand.status.mask.pointers", "card",
                        "strand.status.bar", 2,
                        "strand.topic-prefix", "no spaces",
                        "strand.access.kyes", "x");
        assertThatThrownBy(() -> config(wrong))
                .isExactlyInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("9 problems with the settings:")
                .hasMessageContaining("strand.status.stream-threads must be 1 to 64, got: 0")
                .hasMessageContaining(
                        "strand.status.wait-limit must be a duration such as PT5S, got: soon")
                .hasMessageContaining(
                        "strand.status.commit-interval must be PT0.05S to PT1M, got: PT0S")
                .hasMessageContaining("strand.status.port must be 0 to 65535, got: 99999999")
                .hasMessageContaining("strand.status.ingest-url must be an address")
                .hasMessageContaining("strand.status.mask.pointers must begin with /, got: card")
                .hasMessageContaining("strand.status.bar is no setting")
                .hasMessageContaining("strand.topic-prefix must be")
                .hasMessageContaining("strand.access.kyes is no setting");
    }

    @Test
    void shouldRefuseSettingsThatDoNotExistWhereverTheyAreGiven() {
        assertThatThrownBy(() -> config(Map.of("strand.status.mask.type", "secret")))
                .hasMessageContaining("strand.status.mask.type is no setting")
                .hasMessageContaining("mask.types");
        PropertySource environment =
                PropertySource.of(
                        "env",
                        Map.of(
                                "STRAND_STATUS_MAXSTREAMS", "5",
                                "STRAND_STATUS_MAX_WAITERS", "5",
                                "STRAND_STATUS_MASK_TYPES", "secret",
                                "STRAND_STATUS_URL", "http://localhost:8081"),
                        PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("env"));
        assertThatThrownBy(() ->
                        started(
                                ApplicationContext.builder()
                                        .properties(with(Map.of()))
                                        .propertySources(environment)))
                .hasMessageStartingWith("STRAND_STATUS_MAXSTREAMS is no setting")
                .message()
                .doesNotContain(System.lineSeparator());
    }

    @Test
    void shouldPassKafkaSettingsThroughFromPropertiesAndEnvironment() {
        PropertySource environment =
                PropertySource.of(
                        "env",
                        Map.of(
                                "STRAND_KAFKA_BOOTSTRAP_SERVERS",
                                "broker:9092",
                                "STRAND_KAFKA_SECURITY_PROTOCOL",
                                "SASL_SSL"),
                        PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("env"));
        try (ApplicationContext context =
                started(
                        ApplicationContext.builder()
                                .properties(
                                        with(
                                                Map.of(
                                                        "strand.kafka.sasl.mechanism", "PLAIN",
                                                        "strand.topic-prefix", "mine.")))
                                .propertySources(environment))) {
            KafkaConfig kafka = context.getBean(KafkaConfig.class);
            assertThat(kafka.common())
                    .containsEntry("bootstrap.servers", "broker:9092")
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "PLAIN");
            assertThat(kafka.topics().tasks().name()).isEqualTo("mine.tasks");
        }
    }

    @Test
    void shouldReadOnlyWhatIsCommittedAndTakeFactsFirst() {
        try (ApplicationContext context = context(with(Map.of()))) {
            Map<String, Object> streams =
                    context.getBean(KafkaConfig.class)
                            .streams(context.getBean(StatusConfig.class), "here:1");
            assertThat(streams)
                    .containsEntry("processing.guarantee", "at_least_once")
                    .containsEntry("consumer.isolation.level", "read_committed")
                    .containsEntry("max.task.idle.ms", -1L)
                    .containsEntry("application.server", "here:1")
                    .containsEntry("bootstrap.servers", "localhost:9092");
        }
    }
}
