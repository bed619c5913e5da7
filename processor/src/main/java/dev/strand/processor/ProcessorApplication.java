package dev.strand.processor;

import dev.strand.access.AccessSetup;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.processor.lifecycle.ProcessorLife;
import dev.strand.processor.lifecycle.ShutdownSignals;
import dev.strand.processor.settings.HandlerPlaces;
import dev.strand.processor.settings.ProcessorSetup;
import dev.strand.processor.settings.StartProperties;
import dev.strand.tracing.Tracing;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The processor as a service: the processor itself, with health and metrics over HTTP. Runs as a
 * process of its own ({@link #main}) or beside other services in one JVM ({@link #start}); no state
 * is shared between instances. It starts without a reachable broker, waits for one, and readiness
 * says so.
 */
public final class ProcessorApplication implements AutoCloseable {
    /** Name of the property that says which service a context is. */
    public static final String SERVICE_PROPERTY = "strand.service";

    /** Value of {@link #SERVICE_PROPERTY} in contexts of this service. */
    public static final String SERVICE = "processor";

    /** Where no service puts a configuration file: every service shares this class path. */
    private static final String NO_CONFIG_FILES = "classpath:strand-processor";

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final ProcessorLife life;

    private ProcessorApplication(
            ApplicationContext context, EmbeddedServer server, ProcessorLife life) {
        this.context = context;
        this.server = server;
        this.life = life;
    }

    /**
     * Starts the service with the handlers of the class path, declared as services or as beans, and
     * of the handlers directory.
     *
     * @param properties settings such as {@code strand.kafka.bootstrap-servers} or {@code
     *     strand.processor.port} (0 for any free port); they outrank environment variables and
     *     system properties
     * @throws RuntimeException if a setting is wrong (all that are wrong are told), the port is
     *     taken or the topics do not fit; nothing is left running then
     */
    public static ProcessorApplication start(Map<String, Object> properties) {
        return start(properties, discovery -> discovery);
    }

    /** {@link #start(Map)} with more handlers, or more places to look for them. */
    public static ProcessorApplication start(
            Map<String, Object> properties, UnaryOperator<HandlerDiscovery> handlers) {
        return start(properties, handlers, new String[0]);
    }

    private static ProcessorApplication start(
            Map<String, Object> properties,
            UnaryOperator<HandlerDiscovery> handlers,
            String... args) {
        ApplicationContext context = prepare(properties, args);
        try {
            AccessSetup.apply(context);
            context.registerSingleton(new HandlerPlaces(handlers));
            context.start();
            context.getBean(ProcessorSetup.class);
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            ProcessorLife life = context.getBean(ProcessorLife.class);
            life.start(server.getPort());
            return new ProcessorApplication(context, server, life);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.close();
            throw new IllegalStateException("interrupted while starting", e);
        } catch (RuntimeException | Error e) {
            context.close();
            ConfigurationException wrong = whatIsSetWrong(e);
            if (wrong != null) {
                throw wrong;
            }
            throw e;
        }
    }

    /** The context of the service, not started. */
    static ApplicationContext prepare(Map<String, Object> properties, String... args) {
        return ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .bootstrapEnvironment(false)
                .overrideConfigLocations(NO_CONFIG_FILES)
                .properties(properties)
                .propertySources(StartProperties.fixed(), StartProperties.defaults())
                .args(args)
                .build();
    }

    /** What is wrong with the settings, out of what the context wraps around it, or null. */
    private static @Nullable ConfigurationException whatIsSetWrong(Throwable failure) {
        Throwable each = failure;
        while (each != null && !(each instanceof ConfigurationException)) {
            each = each.getCause();
        }
        return (ConfigurationException) each;
    }

    /** The port that health and metrics are served on. */
    public int port() {
        return server.getPort();
    }

    /**
     * Where they are served, without a trailing slash, for example {@code http://127.0.0.1:8082}.
     */
    public String url() {
        return server.getScheme() + "://" + server.getHost() + ":" + server.getPort();
    }

    /** The processor; empty while Kafka is waited for. */
    public Optional<StrandProcessor> processor() {
        return life.processor();
    }

    /**
     * Starts no further task, lets running handlers end within the drain timeout, hands the
     * partitions over, and ends. Health is served until then. Idempotent.
     */
    @Override
    public void close() {
        life.close();
        context.close();
    }

    /**
     * Runs the service until the process is told to end: the first SIGTERM or SIGINT drains, the
     * second one ends it at once. Arguments are settings: {@code --strand.processor.port=8092}.
     * Ends with status 1 if it cannot start or cannot go on.
     */
    public static void main(String[] args) throws InterruptedException {
        ProcessLogging.configure();
        new ShutdownSignals(System::exit, Runtime.getRuntime()::halt).install();
        Tracing tracing;
        ProcessorApplication application;
        try {
            tracing = Tracing.install("strand-processor");
            application = start(Map.of(), discovery -> discovery, args);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("strand-shutdown")
                                .unstarted(() -> {
                                    application.close();
                                    tracing.close();
                                }));
        application.life.awaitEnd();
        application.life.failure().ifPresent(ProcessorApplication::fail);
    }

    private static void fail(RuntimeException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        System.err.println(
                "processor does not start: "
                        + (root.getMessage() == null ? root.toString() : root.getMessage()));
        System.exit(1);
    }
}
