package dev.strand.status;

import dev.strand.access.AccessSetup;
import dev.strand.access.SettingProblems;
import dev.strand.status.config.StartCheck;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** The status API: as a process of its own, or as one of several services in a JVM. */
public final class StatusApplication implements AutoCloseable {
    /** Selects the beans of this service where those of others are on the class path too. */
    static final String SERVICE_PROPERTY = "strand.service";

    /** Value of {@link #SERVICE_PROPERTY} here. */
    static final String SERVICE = "status-api";

    private static final String NO_CONFIG_FILES = "classpath:strand-status-api";
    private static final int LOWEST_PRIORITY = -1000;

    /** A submission with the largest payload, or a few hundred usual ones. */
    private static final int MAX_REQUEST_BYTES = 2 << 20;

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private StatusApplication(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Runs until the process is told to end; then commits and hands its partitions over. Ends with
     * status 1 if it cannot start.
     */
    public static void main(String[] args) {
        ProcessLogging.configure();
        StatusApplication application;
        try {
            application = start(Map.of());
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String reason = root.getMessage();
            System.err.println(
                    "status-api does not start: " + (reason == null ? root.toString() : reason));
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(application::close));
    }

    /**
     * Starts the service and returns once it serves HTTP; its tables may take longer. Other
     * instances in the same JVM don't disturb it.
     *
     * @param properties settings that go before those of the environment, such as {@code
     *     strand.status.port} (0 for any free port), {@code strand.kafka.bootstrap-servers}, {@code
     *     strand.status.state-dir}
     * @throws RuntimeException if a setting is wrong (all that are wrong are told) or the port is
     *     taken; nothing is left running then
     */
    public static StatusApplication start(Map<String, Object> properties) {
        ApplicationContext context = prepare(properties);
        try {
            AccessSetup.apply(context, StartCheck.problems(context.getEnvironment().start()));
            context.start();
            return new StatusApplication(context, context.getBean(EmbeddedServer.class).start());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /**
     * Says what would keep {@link #start} from starting, without starting anything.
     *
     * @param problems takes all that is wrong with the settings of this service
     */
    public static void check(Map<String, Object> properties, SettingProblems problems) {
        try (ApplicationContext context = prepare(properties)) {
            problems.addAll(StartCheck.problems(context.getEnvironment().start()).list());
        }
    }

    /** The context of the service, not started. */
    static ApplicationContext prepare(Map<String, Object> properties) {
        Map<String, Object> own = new HashMap<>(properties);
        own.put(SERVICE_PROPERTY, SERVICE);
        return ApplicationContext.builder()
                .overrideConfigLocations(NO_CONFIG_FILES)
                .propertySources(
                        PropertySource.of("strand-status-defaults", defaults(), LOWEST_PRIORITY))
                .properties(own)
                .deduceEnvironment(false)
                .banner(false)
                .build();
    }

    private static Map<String, Object> defaults() {
        return Map.ofEntries(
                Map.entry("micronaut.application.name", SERVICE),
                Map.entry("micronaut.server.host", "${strand.status.host:127.0.0.1}"),
                Map.entry("micronaut.server.port", "${strand.status.port:8081}"),
                Map.entry("micronaut.server.netty.access-logger.enabled", false),
                Map.entry("micronaut.server.max-request-size", MAX_REQUEST_BYTES),
                Map.entry("micronaut.server.idle-timeout", "5m"),
                Map.entry("micronaut.metrics.enabled", true),
                Map.entry("micronaut.metrics.export.prometheus.enabled", true),
                Map.entry("micronaut.metrics.export.prometheus.step", "PT1M"),
                Map.entry("endpoints.all.enabled", false),
                Map.entry("endpoints.health.enabled", true),
                Map.entry("endpoints.health.sensitive", false),
                Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                Map.entry("endpoints.health.disk-space.enabled", false),
                Map.entry("endpoints.prometheus.enabled", true),
                Map.entry("endpoints.prometheus.sensitive", false));
    }

    /** The port that it serves. */
    public int port() {
        return server.getPort();
    }

    /** Where it serves, such as {@code http://127.0.0.1:8081}. */
    public String url() {
        return "http://" + server.getHost() + ":" + server.getPort();
    }

    /** Ends it: open requests end, the tables are committed. Idempotent. */
    @Override
    public void close() {
        context.close();
    }
}
