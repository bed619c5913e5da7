package dev.strand.quickstart.parts;

import dev.strand.access.SettingProblems;
import dev.strand.ingest.IngestApplication;
import dev.strand.processor.ProcessorApplication;
import dev.strand.quickstart.load.DemoPicture;
import dev.strand.quickstart.options.Options;
import dev.strand.status.StatusApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All of Strand, running in this JVM. Thread-safe; {@link #close} may be called while {@link
 * #start} is running.
 */
public final class Quickstart implements AutoCloseable {
    private final Options options;
    private final StartedParts parts;

    /** Not started yet; tells {@code progress} a line about every part that starts and stops. */
    public Quickstart(Options options, Consumer<String> progress) {
        this.options = options;
        this.parts = new StartedParts(progress);
    }

    /**
     * Starts everything in order, each part once the one before it is ready. Returns when all are.
     *
     * @return whether everything is running: not if {@link #close} was called meanwhile
     * @throws StartException with a sentence that names what was wrong; what had been started is
     *     stopped again
     */
    public boolean start() {
        checkSettings();
        TakenPorts.check(options.ports());
        List<Part> all = new ArrayList<>(List.of(broker(), processor(), ingest(), status()));
        if (options.demo()) {
            all.add(new DemoPart(ingestUrl(), options.demoRate(), options.demoSeed()));
        }
        return parts.start(all);
    }

    /** Before the broker starts; the processor, which starts next, does this by itself. */
    private void checkSettings() {
        SettingProblems problems = new SettingProblems();
        IngestApplication.check(ingestSettings(), problems);
        StatusApplication.check(statusSettings(), problems);
        if (!problems.list().isEmpty()) {
            throw new StartException(problems.text());
        }
    }

    /** Where to post tasks. */
    public URI ingestUrl() {
        return URI.create("http://localhost:" + options.ports().ingest());
    }

    /** Where to look at tasks. */
    public URI statusUrl() {
        return URI.create("http://localhost:" + options.ports().status());
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return "localhost:" + options.ports().kafka();
    }

    /**
     * Stops everything in reverse order; handlers that run may finish first, within the processor's
     * drain timeout.
     */
    @Override
    public void close() {
        parts.close();
    }

    private Part broker() {
        return new BrokerPart(data("kafka"), options.ports().kafka(), options.partitions());
    }

    private Part processor() {
        int port = options.ports().processor();
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "strand.kafka.bootstrap-servers", bootstrapServers(),
                                "strand.processor.instance", "quickstart",
                                "strand.processor.state-directory", data("processor").toString(),
                                "strand.handlers-directory", data("handlers").toString(),
                                "strand.processor.partitions", options.partitions(),
                                "strand.processor.port", port));
        if (options.demo()) {
            settings.putAll(DemoPicture.prepare(data("pictures")));
        }
        return new HttpServicePart(
                "processor",
                URI.create("http://localhost:" + port),
                () -> ProcessorApplication.start(settings));
    }

    private Part ingest() {
        return new HttpServicePart(
                "ingest service", ingestUrl(), () -> IngestApplication.start(ingestSettings()));
    }

    private Map<String, Object> ingestSettings() {
        return Map.of(
                "strand.kafka.bootstrap-servers", bootstrapServers(),
                "strand.status-url", statusUrl().toString(),
                "strand.ingest.port", options.ports().ingest());
    }

    private Part status() {
        return new HttpServicePart(
                "status API", statusUrl(), () -> StatusApplication.start(statusSettings()));
    }

    private Map<String, Object> statusSettings() {
        return Map.of(
                "strand.kafka.bootstrap-servers", bootstrapServers(),
                "strand.status.state-dir", data("status").toString(),
                "strand.status.ingest-url", ingestUrl().toString(),
                "micronaut.server.port", options.ports().status());
    }

    private Path data(String name) {
        return options.dataDirectory().toAbsolutePath().normalize().resolve(name);
    }
}
