package dev.strand.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.access.AccessSetup;
import dev.strand.ingest.IngestApplication;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void shouldHaveTheseDefaults() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.getBean(IngestSettings.class))
                    .isEqualTo(
                            new IngestSettings(
                                    "127.0.0.1",
                                    8080,
                                    1 << 20,
                                    Duration.ofSeconds(10),
                                    Duration.ofSeconds(30),
                                    Duration.ofMinutes(1),
                                    1000,
                                    32,
                                    1000,
                                    134217728));
            assertThat(context.getBean(StrandSettings.class))
                    .isEqualTo(new StrandSettings("strand.", "http://localhost:8081"));
            assertThat(context.getBean(KafkaSettings.class).properties())
                    .containsEntry(
                            "bootstrap.servers",
                            System.getenv()
                                    .getOrDefault(
                                            "STRAND_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
        }
    }

    @Test
    void shouldRefuseAnUnknownSettingAndNameThoseThereAre() {
        assertThatThrownBy(() -> context(Map.of("strand.ingest.ack-timeut", "PT1S")).close())
                .hasMessageContaining("strand.ingest.ack-timeut is no setting")
                .hasMessageContaining("strand.ingest.ack-timeout");
    }

    @Test
    void shouldSayAllThatIsWrongAtOnce() {
        assertThatThrownBy(() ->
                        context(
                                        Map.of(
                                                "strand.ingest.ack-timeout", "PT0S",
                                                "strand.ingest.body-timeout", "soon",
                                                "strand.ingest.port", 99999999,
                                                "strand.access.kyes", "x",
                                                "strand.ingest.max-payload-bytes", 0,
                                                "strand.ingest.nonsense", "x",
                                                "strand.topic-prefix", "no spaces"))
                                .close())
                .isExactlyInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("7 problems with the settings:")
                .hasMessageContaining("strand.ingest.ack-timeout must be PT0.1S to PT5M, got: PT0S")
                .hasMessageContaining(
                        "strand.ingest.body-timeout must be a duration such as PT5S, got: soon")
                .hasMessageContaining("strand.ingest.port must be 0 to 65535, got: 99999999")
                .hasMessageContaining("strand.access.kyes is no setting")
                .hasMessageContaining(
                        "strand.ingest.max-payload-bytes must be 1 to 67108864, got: 0")
                .hasMessageContaining("strand.ingest.nonsense is no setting")
                .hasMessageContaining("strand.topic-prefix must be");
    }

    @Test
    void shouldRefuseANumberWithBlanksAroundItWhichWouldBeBoundAsTheDefault() {
        assertThatThrownBy(
                        () -> context(Map.of("strand.ingest.batch-max-in-flight", " 5 ")).close())
                .hasMessageContaining("strand.ingest.batch-max-in-flight must be a whole number");
    }

    @Test
    void shouldTakeWhatIsBlankForAbsent() {
        try (ApplicationContext context = context(Map.of("strand.ingest.ack-timeout", " "))) {
            assertThat(context.getBean(IngestSettings.class).ackTimeout())
                    .isEqualTo(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldKnowASettingByAllItsNotations() {
        PropertySource variables =
                new MapPropertySource(
                        "variables",
                        Map.of(
                                "STRAND_KAFKA_BOOTSTRAP_SERVERS", "one:9092",
                                "STRAND_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "STRAND_INGEST_ACK_TIMEOUT", "PT3S")) {
                    @Override
                    public PropertyConvention getConvention() {
                        return PropertyConvention.ENVIRONMENT_VARIABLE;
                    }

                    @Override
                    public int getOrder() {
                        return -200;
                    }
                };
        try (ApplicationContext context =
                started(
                        builder(Map.of("strand.kafka.bootstrap-servers", "two:9092"))
                                .propertySources(
                                        StartProperties.fixed(),
                                        StartProperties.defaults(),
                                        variables))) {
            assertThat(context.getBean(KafkaSettings.class).properties())
                    .containsEntry("bootstrap.servers", "two:9092")
                    .containsEntry("security.protocol", "SASL_SSL");
            assertThat(context.getBean(IngestSettings.class).ackTimeout())
                    .isEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void shouldPointToTheSameServerForAnEmptyStatusUrl() {
        try (ApplicationContext context = context(Map.of("strand.status-url", ""))) {
            assertThat(context.getBean(StrandSettings.class).statusUrl()).isEmpty();
        }
        assertThat(new StrandSettings("strand.", "https://status.example/").statusUrl())
                .isEqualTo("https://status.example");
    }

    @Test
    void shouldNotPutItsBeansIntoContextsOfOthers() {
        try (ApplicationContext other =
                ApplicationContext.builder()
                        .banner(false)
                        .properties(Map.of("kafka.health.enabled", false))
                        .start()) {
            assertThat(other.findBean(IngestSettings.class)).isEmpty();
            assertThat(other.findBean(KafkaSettings.class)).isEmpty();
        }
    }

    private static ApplicationContext context(Map<String, Object> settings) {
        return started(
                builder(settings)
                        .propertySources(StartProperties.fixed(), StartProperties.defaults()));
    }

    /** As the service starts it. */
    private static ApplicationContext started(ApplicationContextBuilder builder) {
        ApplicationContext context = builder.build();
        AccessSetup.apply(context, StartCheck.problems(context.getEnvironment().start()));
        return context.start();
    }

    private static ApplicationContextBuilder builder(Map<String, Object> settings) {
        assertThat(StartProperties.fixed().get(IngestApplication.SERVICE_PROPERTY))
                .isEqualTo(IngestApplication.SERVICE);
        return ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .properties(settings);
    }
}
