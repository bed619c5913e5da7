package dev.strand.systemtests.program;

import dev.strand.ingest.IngestApplication;
import dev.strand.schemas.topic.Topics;
import dev.strand.status.StatusApplication;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.PartitionLogs;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.model.LogFollower;
import dev.strand.testing.process.JavaProcess;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * All of Strand: a broker, the ingest service and the status API in this JVM, and processors in
 * JVMs of their own, which come, go and are killed.
 */
final class Bed implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BUSY_LIMIT = Duration.ofMinutes(1);

    private final Path directory;
    private final EmbeddedBroker broker;
    private final FileTrace trace;
    private final Map<String, JavaProcess> processors = new LinkedHashMap<>();
    private final IngestApplication ingest;
    private final StatusApplication status;
    private final LogFollower follower;
    private final Asking asking;

    Bed(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.broker = EmbeddedBroker.start(directory.resolve("kafka"));
        this.trace = FileTrace.open(traceFile());
        broker.createTopics(TOPICS, PARTITIONS);
        start("one");
        this.ingest =
                IngestApplication.start(
                        Map.of("strand.kafka.bootstrap-servers", kafka(), "strand.ingest.port", 0));
        this.status =
                StatusApplication.start(
                        Map.of(
                                "strand.kafka.bootstrap-servers",
                                kafka(),
                                "strand.status.port",
                                0,
                                "strand.status.state-dir",
                                directory.resolve("status").toString()));
        this.follower = LogFollower.of(kafka(), TOPICS);
        this.asking = new Asking(kafka(), TOPICS, PARTITIONS, ingest.url(), status.url());
        Awaitility.await().atMost(LIMIT).until(() -> asking.isStatusReady());
    }

    private Path traceFile() {
        return directory.resolve("trace");
    }

    String kafka() {
        return broker.bootstrapServers();
    }

    FileTrace trace() {
        return trace;
    }

    /** Both logs of every partition, as they are now. */
    List<PartitionLogs> logs() {
        return new StrandLogs(kafka(), TOPICS).partitions();
    }

    /** Puts what the processors of a bed have logged into this directory. */
    static void keepLogs(Path bed, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String name : Faults.NAMES) {
            Path log = bed.resolve(name + ".log");
            if (Files.exists(log)) {
                Files.copy(
                        log,
                        directory.resolve(bed.getFileName() + "-" + log.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    LogFollower follower() {
        return follower;
    }

    Asking asking() {
        return asking;
    }

    boolean isUp(String name) {
        JavaProcess process = processors.get(name);
        return process != null && process.isAlive();
    }

    /** A processor joins; it may have been here before and finds its state again. */
    void start(String name) {
        JavaProcess process =
                JavaProcess.of("dev.strand.processor.ProcessorApplication")
                        .arguments("--strand.kafka.bootstrap-servers=" + kafka())
                        .arguments("--strand.processor.port=0")
                        .arguments("--strand.processor.instance=" + name)
                        .arguments("--strand.processor.state-directory=" + directory.resolve(name))
                        .arguments("--strand.processor.session-timeout=PT3S")
                        .arguments("--strand.processor.drain-timeout=PT0.5S")
                        .environment(ScriptedHandler.TRACE, traceFile().toString())
                        .maxHeap("512m")
                        .workingDirectory(directory)
                        .output(directory.resolve(name + ".log"))
                        .start();
        process.awaitLine("processor started", LIMIT);
        processors.put(name, process);
    }

    /**
     * It is gone at once, with all that it was running. Before, a handler is waited for, for at
     * most a minute, that stays inside long enough to be killed there.
     *
     * @return how many handlers it was running
     */
    int kill(String name) throws InterruptedException {
        JavaProcess process = processor(name);
        long limit = System.nanoTime() + BUSY_LIMIT.toNanos();
        Set<Execution> before = running(process.pid());
        boolean isBusy = false;
        while (!isBusy && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(50);
            Set<Execution> now = running(process.pid());
            isBusy = !Collections.disjoint(before, now);
            before = now;
        }
        process.kill();
        int lost = running(process.pid()).size();
        trace.died(process.pid());
        return lost;
    }

    private Set<Execution> running(long pid) {
        Set<Execution> running = new HashSet<>();
        for (TraceEvent event : trace.events()) {
            if (event instanceof Started(Execution execution, String worker, Instant _)
                    && worker.equals(FileTrace.workerOf(pid))) {
                running.add(execution);
            } else if (event instanceof Ended(Execution execution, String _, Instant _)) {
                running.remove(execution);
            }
        }
        return running;
    }

    /** It leaves in order; what still runs is interrupted, and run again by others. */
    void stop(String name) {
        JavaProcess process = processor(name);
        process.terminate();
        process.awaitExit(LIMIT);
        trace.died(process.pid());
    }

    private JavaProcess processor(String name) {
        JavaProcess process = processors.get(name);
        if (process == null) {
            throw new IllegalStateException("no processor " + name + " was ever started");
        }
        return process;
    }

    @Override
    public void close() {
        asking.close();
        follower.close();
        processors.values().forEach(JavaProcess::close);
        status.close();
        ingest.close();
        trace.close();
        broker.close();
    }
}
