package dev.strand.processor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.access.AccessSetup;
import dev.strand.access.AdvertisedAddress;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.processor.config.AttemptSettings;
import dev.strand.processor.config.BreakerSettings;
import dev.strand.processor.config.ExecutionSettings;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.processor.config.TypeSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProcessorSetupTest {
    private static final TypeSettings DEFAULTS =
            new TypeSettings(
                    null,
                    null,
                    1,
                    null,
                    new AttemptSettings(
                            Duration.ofMinutes(1),
                            new RetryPolicy(
                                    9, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(5), 0.2)),
                    null);
    private static final TypeSettings ACME_MAIL =
            new TypeSettings(
                    2,
                    0.5,
                    4,
                    10.0,
                    new AttemptSettings(
                            Duration.ofMinutes(1),
                            new RetryPolicy(
                                    9, Duration.ofSeconds(2), 2.0, Duration.ofMinutes(5), 0.2)),
                    new BreakerSettings(80, 20, Duration.ofSeconds(30), 3));

    @Test
    void shouldNameWhatIsWrongWithTheSettingsOfTypes() {
        assertThatThrownBy(() ->
                        config(
                                Map.of(
                                        "strand.processor.types.email.permits", "many",
                                        "strand.processor.types.email.rate", 5,
                                        "strand.processor.types.sms.rate-per-second", 0,
                                        "strand.processor.defaults.permits", 5,
                                        "strand.processor.types.sms.timeout", "soon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("5 problems")
                .hasMessageContaining(
                        "strand.processor.types.email.permits must be a whole number, got: many")
                .hasMessageContaining("strand.processor.types.email.rate is not a known setting")
                .hasMessageContaining("strand.processor.types.sms.rate-per-second must be 1.0E-4")
                .hasMessageContaining("strand.processor.defaults.permits is not a known setting")
                .hasMessageContaining(
                        "strand.processor.types.sms.timeout must be a duration such as PT5S");
    }

    @Test
    void shouldReadSettingsOfTypesFromTheEnvironment() {
        ProcessorConfig config =
                read(
                                variables(
                                        Map.of(
                                                "STRAND_PROCESSOR_TYPES_EMAIL_RATE_PER_SECOND",
                                                "7",
                                                "STRAND_PROCESSOR_TYPES_EMAIL__RETRY__MAX_ATTEMPTS",
                                                "3")),
                                Map.of(),
                                UnaryOperator.identity())
                        .config();
        TypeSettings email = config.settings().execution().of("email");
        assertThat(email.ratePerSecond()).isEqualTo(7.0);
        assertThat(email.attempts().retry().maxAttempts()).isEqualTo(3);
    }

    @Test
    void shouldHaveTheDefaultsOfTheProcessorWhereNothingIsSet() {
        ProcessorConfig config = config(Map.of());
        assertThat(config.settings()).isEqualTo(Settings.DEFAULT);
        assertThat(config.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(config.topicPrefix()).isEqualTo("strand.");
        assertThat(config.applicationId()).isEqualTo("strand-processor");
        assertThat(config.instance()).endsWith("-" + ProcessHandle.current().pid());
        assertThat(config.stateDirectory()).isEqualTo(Path.of("data", "processor"));
    }

    @Test
    void shouldBindTheSameDefaultsInTheFramework() {
        try (ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .properties(
                                Map.of(
                                        "strand.service", "processor",
                                        "micronaut.server.host", "127.0.0.1"))
                        .build()) {
            AccessSetup.apply(context);
            ProcessorSetup setup =
                    ProcessorSetup.read(context.getEnvironment(), UnaryOperator.identity());
            setup.handlers().close();
            context.registerSingleton(ProcessorConfig.class, setup.config());
            context.registerSingleton(
                    dev.strand.handler.registry.HandlerRegistry.class, setup.handlers());
            context.start();
            ProcessorProperties bound = context.getBean(ProcessorProperties.class);
            assertThat(bound.host()).isEqualTo("127.0.0.1");
            assertThat(bound.port()).isEqualTo(8082);
            assertThat(context.getBean(AdvertisedAddress.class))
                    .isEqualTo(new AdvertisedAddress(null, "127.0.0.1"));
            assertThat(bound.permits()).isEqualTo(setup.config().settings().permits());
            assertThat(bound.lease()).isEqualTo(setup.config().settings().lease());
            assertThat(bound.drainTimeout()).isEqualTo(setup.config().settings().drainTimeout());
            assertThat(bound.commitInterval())
                    .isEqualTo(setup.config().settings().commitInterval());
        }
    }

    @Test
    void shouldReadEverySetting() {
        Map<String, Object> all = new TreeMap<>();
        all.put("strand.topic-prefix", "acme.");
        all.put("strand.kafka.bootstrap-servers", "a:1,b:2");
        all.put("strand.kafka.security.protocol", "SSL");
        all.put("strand.processor.application-id", "app");
        all.put("strand.processor.instance", "p7");
        all.put("strand.processor.state-directory", "/var/lib/strand");
        all.put("strand.processor.permits", 7);
        all.put("strand.processor.permits-by-type.Email", "3");
        all.put("strand.processor.permits-by-type.image.resize", 2);
        all.put("strand.processor.stream-threads", 3);
        all.put("strand.processor.standby-replicas", 1);
        all.put("strand.processor.lease", "PT7S");
        all.put("strand.processor.lease-margin", "2s");
        all.put("strand.processor.aging-step", "PT3S");
        all.put("strand.processor.deduplication-window", "PT1H");
        all.put("strand.processor.drain-timeout", "PT4S");
        all.put("strand.processor.commit-interval", "PT0.2S");
        all.put("strand.processor.session-timeout", "PT9S");
        all.put("strand.processor.partitions", 64);
        all.put("strand.processor.replication-factor", 3);
        all.put("strand.processor.max-result-bytes", 5_000);
        all.put("strand.processor.stuck-after", "3s");
        all.put("strand.processor.history-retention", "30d");
        all.put("strand.processor.defaults.timeout", "PT1M");
        all.put("strand.processor.defaults.retry.max-attempts", 9);
        all.put("strand.processor.types.acme.mail.permits", 2);
        all.put("strand.processor.types.acme.mail.rate-per-second", 0.5);
        all.put("strand.processor.types.acme.mail.burst", 4);
        all.put("strand.processor.types.acme.mail.group-rate-per-second", 10);
        all.put("strand.processor.types.acme.mail.retry.initial-delay", "PT2S");
        all.put("strand.processor.types.acme.mail.breaker.failure-rate", 80);
        ProcessorConfig expected =
                new ProcessorConfig(
                        Map.of("bootstrap.servers", "a:1,b:2", "security.protocol", "SSL"),
                        "acme.",
                        "app",
                        "p7",
                        Path.of("/var/lib/strand"),
                        new Settings(
                                7,
                                Map.of("Email", 3, "image.resize", 2),
                                3,
                                1,
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofHours(1),
                                Duration.ofSeconds(4),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(9),
                                64,
                                (short) 3,
                                new ExecutionSettings(
                                        Map.of("acme.mail", ACME_MAIL),
                                        DEFAULTS,
                                        5_000,
                                        Duration.ofSeconds(3),
                                        Duration.ofDays(30))));
        assertThat(config(all)).isEqualTo(expected);
    }

    @Test
    void shouldReadTheEnvironment() {
        ProcessorConfig config =
                read(
                                variables(
                                        Map.of(
                                                "STRAND_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                                                "STRAND_KAFKA_SSL_TRUSTSTORE_LOCATION", "/t.jks",
                                                "STRAND_TOPIC_PREFIX", "env.",
                                                "STRAND_PROCESSOR_LEASE_MARGIN", "PT2S",
                                                "STRAND_PROCESSOR_PERMITS_BY_TYPE",
                                                        "email=10, A.b=2",
                                                "STRAND_PROCESSOR_STATE_DIRECTORY", "/state")),
                                Map.of(),
                                UnaryOperator.identity())
                        .config();
        assertThat(config.kafka())
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "kafka:9092",
                                "ssl.truststore.location",
                                "/t.jks"));
        assertThat(config.topicPrefix()).isEqualTo("env.");
        assertThat(config.settings().leaseMargin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.settings().permitsByType()).isEqualTo(Map.of("email", 10, "A.b", 2));
        assertThat(config.stateDirectory()).isEqualTo(Path.of("/state"));
    }

    @Test
    void shouldTellEveryMistakeAtOnce() {
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("strand.topic-prefix", "no/slash");
        wrong.put("strand.processor.permits", "many");
        wrong.put("strand.processor.permits-by-type", "email");
        wrong.put("strand.processor.permits-by-type.image", "x");
        wrong.put("strand.processor.lease", "soon");
        wrong.put("strand.processor.partitions", 0);
        wrong.put("strand.processor.port", 70_000);
        wrong.put("strand.processor.leese-margin", "PT1S");
        wrong.put("strand.processor.drainTimeOut", "PT1S");
        wrong.put("strand.processor.instance", "with space");
        wrong.put("strand.handlers.nobody.x", "1");
        assertThatThrownBy(() -> config(wrong))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("problems with the settings")
                .hasMessageContaining("strand.topic-prefix must be")
                .hasMessageContaining("strand.processor.permits must be a whole number, got: many")
                .hasMessageContaining(
                        "strand.processor.permits-by-type must be a list like email=10,image=2,"
                                + " got: email")
                .hasMessageContaining(
                        "strand.processor.permits-by-type.image must be a whole number, got: x")
                .hasMessageContaining(
                        "strand.processor.lease must be a duration such as PT5S, got: soon")
                .hasMessageContaining("strand.processor.partitions must be 1 to 10000, got: 0")
                .hasMessageContaining("strand.processor.port must be 0 to 65535, got: 70000")
                .hasMessageContaining(
                        "strand.processor.leese-margin is not a known setting; did you mean"
                                + " strand.processor.lease-margin?")
                .hasMessageContaining(
                        "strand.processor.drain-time-out is not a known setting; did you mean"
                                + " strand.processor.drain-timeout?")
                .hasMessageContaining("strand.processor.instance must be 1 to 128 characters")
                .hasMessageContaining("strand.handlers.nobody.x must belong to a handler");
    }

    @Test
    void shouldHandSettingsOfHandlersOnAsTheyAreWritten() {
        // Given
        Recording handler = new Recording();
        Map<String, Object> properties =
                Map.of(
                        "strand.handlers.rec.password", "${env:SECRET_OF_TEST}",
                        "strand.handlers.rec.file", "${file:/nowhere/at-all}",
                        "strand.handlers.rec.plain", "a:b");
        // When
        read(variables(Map.of()), properties, discovery -> discovery.register(handler))
                .handlers()
                .close();
        // Then
        assertThat(handler.seen)
                .isEqualTo(
                        Map.of(
                                "password", "${env:SECRET_OF_TEST}",
                                "file", "${file:/nowhere/at-all}",
                                "plain", "a:b"));
    }

    @Test
    void shouldReadSettingsOfHandlersFromTheEnvironment() {
        Recording handler = new Recording();
        read(
                        variables(
                                Map.of(
                                        "STRAND_HANDLERS_REC_PLAIN", "one",
                                        "STRAND_HANDLERS_REC__PASSWORD", "${env:PW}",
                                        "STRAND_HANDLERS_DIRECTORY", "/no/such/directory")),
                        Map.of(),
                        discovery -> discovery.register(handler))
                .handlers()
                .close();
        assertThat(handler.seen).isEqualTo(Map.of("plain", "one", "password", "${env:PW}"));
    }

    /** Keeps its settings as they came. */
    @TaskType("rec")
    private static final class Recording
            implements TaskHandler<JsonNode, String>, ConfigurableHandler {
        private final Map<String, String> seen = new TreeMap<>();

        @Override
        public void configure(HandlerConfig config) {
            for (String key : new String[] {"password", "file", "plain"}) {
                Optional<String> value = config.text(key);
                value.ifPresent(text -> seen.put(key, text));
            }
        }

        @Override
        public String handle(JsonNode payload, TaskContext context) {
            return "done";
        }
    }

    private static ProcessorConfig config(Map<String, Object> properties) {
        ProcessorSetup setup = read(variables(Map.of()), properties, UnaryOperator.identity());
        setup.handlers().close();
        return setup.config();
    }

    private static ProcessorSetup read(
            PropertySource variables,
            Map<String, Object> properties,
            UnaryOperator<HandlerDiscovery> more) {
        try (ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .properties(properties)
                        .propertySources(variables)
                        .build()) {
            context.getEnvironment().start();
            return ProcessorSetup.read(context.getEnvironment(), more);
        }
    }

    private static PropertySource variables(Map<String, Object> variables) {
        return new MapPropertySource("variables", variables) {
            @Override
            public PropertyConvention getConvention() {
                return PropertyConvention.ENVIRONMENT_VARIABLE;
            }
        };
    }
}
