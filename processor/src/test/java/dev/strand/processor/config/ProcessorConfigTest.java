package dev.strand.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.retry.RetryPolicy;
import dev.strand.processor.config.ProcessorConfig.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorConfigTest {
    private static final TypeSettings WRONG =
            new TypeSettings(
                    0,
                    0.0,
                    0,
                    -1.0,
                    new AttemptSettings(
                            Duration.ZERO,
                            new RetryPolicy(
                                    0, Duration.ofSeconds(-1), 0.5, Duration.ofSeconds(-2), 2.0)),
                    new BreakerSettings(0, 0, Duration.ZERO, 0));

    @Test
    void shouldHaveTheseDefaults() {
        Settings defaults = Settings.DEFAULT;
        assertThat(defaults.permits()).isEqualTo(1_000);
        assertThat(defaults.permitsByType()).isEmpty();
        assertThat(defaults.streamThreads())
                .isEqualTo(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8));
        assertThat(defaults.standbyReplicas()).isZero();
        assertThat(defaults.lease()).isEqualTo(Duration.ofSeconds(4));
        assertThat(defaults.leaseMargin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.agingStep()).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.deduplicationWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(defaults.drainTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.commitInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(defaults.sessionTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(defaults.partitions()).isEqualTo(12);
        assertThat(defaults.replicationFactor()).isEqualTo((short) -1);
        assertThat(defaults.violations()).isEmpty();
        assertThat(ProcessorConfig.DEFAULT_APPLICATION_ID).isEqualTo("strand-processor");
        assertThat(Settings.class.getRecordComponents())
                .as("a new setting needs its line here")
                .hasSize(14);
        ExecutionSettings execution = defaults.execution();
        assertThat(execution.types()).isEmpty();
        assertThat(execution.defaults()).isEqualTo(TypeSettings.DEFAULT);
        assertThat(execution.maxResultBytes()).isEqualTo(262_144);
        assertThat(execution.stuckAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(execution.historyRetention()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource({
        "permits, 1, 100000, 0, 100001",
        "permits-by-type.email, 1, 100000, 0, 100001",
        "stream-threads, 1, 64, 0, 65",
        "standby-replicas, 0, 10, -1, 11",
        "lease, PT1S, PT5M, PT0.999S, PT5M0.001S",
        "lease-margin, PT0.1S, PT4S, PT0.099S, PT4.001S",
        "aging-step, PT0.001S, PT24H, PT0S, PT24H0.001S",
        "deduplication-window, PT1S, PT8760H, PT0.999S, PT8760H1S",
        "drain-timeout, PT0S, PT1H, PT-0.001S, PT1H1S",
        "commit-interval, PT0.05S, PT10S, PT0.049S, PT10.001S",
        "session-timeout, PT1S, PT5M, PT0.999S, PT5M0.001S",
        "partitions, 1, 10000, 0, 10001",
        "replication-factor, -1, 32767, 0, -2",
        "max-result-bytes, 1024, 1048576, 1023, 1048577",
        "stuck-after, PT0.1S, PT24H, PT0.099S, PT24H0.001S",
        "history-retention, PT1S, PT87600H, PT0.999S, PT87600H0.001S"
    })
    void shouldAcceptARangeAndNameWhatLiesOutside(
            String name, String lowest, String highest, String below, String above) {
        assertThat(with(name, lowest).violations()).isEmpty();
        assertThat(with(name, highest).violations()).isEmpty();
        for (String wrong : new String[] {below, above}) {
            assertThat(with(name, wrong).violations())
                    .singleElement()
                    .asString()
                    .startsWith("strand.processor." + name + " must be ")
                    .endsWith("got: " + normal(wrong));
        }
    }

    @Test
    void shouldNameAllViolationsAtOnce() {
        Settings d = Settings.DEFAULT;
        Settings wrong =
                new Settings(
                        0,
                        Map.of("email", 0),
                        0,
                        -1,
                        Duration.ZERO,
                        Duration.ofDays(-1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofDays(-1),
                        Duration.ZERO,
                        Duration.ZERO,
                        0,
                        (short) 0,
                        new ExecutionSettings(
                                Map.of("t", WRONG), WRONG, 0, Duration.ZERO, Duration.ofMillis(1)));
        assertThat(wrong.violations()).hasSize(13 + 2 * 14 + 3);
        assertThat(d.violations()).isEmpty();
    }

    private static String normal(String value) {
        return value.startsWith("P") ? Duration.parse(value).toString() : value;
    }

    private static Settings with(String name, String value) {
        Settings d = Settings.DEFAULT;
        return new Settings(
                name.equals("permits") ? Integer.parseInt(value) : d.permits(),
                name.startsWith("permits-by") ? Map.of("email", Integer.valueOf(value)) : Map.of(),
                name.equals("stream-threads") ? Integer.parseInt(value) : d.streamThreads(),
                name.equals("standby-replicas") ? Integer.parseInt(value) : d.standbyReplicas(),
                time(name, "lease", value, d.lease()),
                time(name, "lease-margin", value, Duration.ofMillis(100)),
                time(name, "aging-step", value, d.agingStep()),
                time(name, "deduplication-window", value, d.deduplicationWindow()),
                time(name, "drain-timeout", value, d.drainTimeout()),
                time(name, "commit-interval", value, d.commitInterval()),
                time(name, "session-timeout", value, d.sessionTimeout()),
                name.equals("partitions") ? Integer.parseInt(value) : d.partitions(),
                name.equals("replication-factor") ? Short.parseShort(value) : d.replicationFactor(),
                new ExecutionSettings(
                        Map.of(),
                        TypeSettings.DEFAULT,
                        name.equals("max-result-bytes")
                                ? Integer.parseInt(value)
                                : d.execution().maxResultBytes(),
                        time(name, "stuck-after", value, d.execution().stuckAfter()),
                        time(name, "history-retention", value, Duration.ZERO)));
    }

    private static Duration time(String name, String setting, String value, Duration otherwise) {
        return name.equals(setting) ? Duration.parse(value) : otherwise;
    }
}
