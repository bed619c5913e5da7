package dev.strand.ingest;

import dev.strand.access.AccessSetup;
import dev.strand.access.SettingProblems;
import dev.strand.ingest.log.TaskLog;
import dev.strand.ingest.settings.StartCheck;
import dev.strand.ingest.settings.StartProperties;
import dev.strand.tracing.Tracing;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.annotation.Controller;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The ingest service: takes tasks over HTTP and appends them to the tasks log. Runs as a process of
 * its own ({@link #main}) or beside other services in one JVM ({@link #start}); no state is shared
 * between instances. It starts without a reachable broker; readiness then says so and submissions
 * are answered with 503.
 */
public final class IngestApplication implements AutoCloseable {
    /** Name of the property that says which service a context is. */
    public static final String SERVICE_PROPERTY = "strand.service";

    /** Value of {@link #SERVICE_PROPERTY} in contexts of this service. */
    public static final String SERVICE = "ingest";

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private IngestApplication(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Starts the service and returns once it listens.
     *
     * @param properties settings such as {@code strand.kafka.bootstrap-servers} or {@code
     *     strand.ingest.port} (0 for any free port); they outrank environment variables and system
     *     properties
     * @throws RuntimeException if a setting is wrong (all that are wrong are told) or the port is
     *     taken; nothing is left running then
     */
    public static IngestApplication start(Map<String, Object> properties) {
        return start(properties, new String[0]);
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

    private static IngestApplication start(Map<String, Object> properties, String... args) {
        ApplicationContext context = prepare(properties, args);
        try {
            AccessSetup.apply(context, StartCheck.problems(context.getEnvironment().start()));
            context.start();
            // What cannot be set up shall stop the start and not the first request.
            context.getBeansOfType(Object.class, Qualifiers.byStereotype(Controller.class));
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            context.getBean(TaskLog.class).warmUp();
            LoggerFactory.getLogger(IngestApplication.class)
                    .atInfo()
                    .addKeyValue("url", server.getURL())
                    .log("ingest service listens");
            return new IngestApplication(context, server);
        } catch (RuntimeException | Error e) {
            context.close();
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
                .properties(properties)
                .propertySources(StartProperties.fixed(), StartProperties.defaults())
                .args(args)
                .build();
    }

    /** Where it listens, without a trailing slash, for example {@code http://127.0.0.1:8080}. */
    public String url() {
        return server.getScheme() + "://" + server.getHost() + ":" + server.getPort();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /**
     * Takes no new requests, answers those in flight for as long as Kafka may need, then closes the
     * producer. Idempotent.
     */
    @Override
    public void close() {
        context.close();
    }

    /**
     * Runs the service until the process is told to end. Arguments are settings: {@code
     * --strand.ingest.port=8090}.
     */
    public static void main(String[] args) throws InterruptedException {
        // Before the first logger: as a process the service brings its own logging, beside others
        // it takes theirs.
        ProcessLogging.configure();
        Tracing tracing;
        IngestApplication application;
        try {
            tracing = Tracing.install("strand-ingest");
            application = start(Map.of(), args);
        } catch (RuntimeException e) {
            System.err.println("ingest-service does not start: " + rootMessage(e));
            System.exit(1);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("strand-ingest-shutdown")
                                .unstarted(() -> {
                                    application.close();
                                    tracing.close();
                                    ended.countDown();
                                }));
        ended.await();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
