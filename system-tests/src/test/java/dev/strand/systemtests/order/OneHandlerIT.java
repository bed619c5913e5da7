package dev.strand.systemtests.order;

import dev.strand.testing.broker.BrokerProcess;
import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent.Started;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Only one of several processors has the handler, so that most of what it runs it runs for the
 * others. First it is killed with -9 in the middle, then one of those that it runs things for.
 */
@Timeout(600)
class OneHandlerIT {
    private static final int GROUPS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String HANDLERS = "test-classes";

    private final HttpClient http = HttpClient.newHttpClient();

    private final List<JavaProcess> processes = new ArrayList<>();

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        processes.forEach(JavaProcess::close);
    }

    @Test
    void shouldRunWhatOnlyAnotherProcessorHasTheHandlerOf() throws Exception {
        Path traceFile = directory.resolve("trace");
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                FileTrace trace = FileTrace.open(traceFile)) {
            String kafka = broker.bootstrapServers();
            int ownerPort = FreePorts.any();
            JavaProcess owner = start(processor("owner", kafka, ownerPort));
            int produced;
            JavaProcess again;
            JavaProcess heir;
            try (SteadyLoad load = new SteadyLoad(kafka, trace, GROUPS)) {
                await(() -> state(ownerPort).matches(".*\"waiting\":[1-9].*"));
                JavaProcess worker = start(withHandler("worker", kafka, traceFile));
                await(() -> groupsOf(trace, worker, Instant.MIN).size() == GROUPS);
                await(() -> state(ownerPort).matches(".*\"given\":[1-9].*"));

                worker.kill();
                trace.died(worker.pid());
                again = start(withHandler("worker", kafka, traceFile));
                await(() -> groupsOf(trace, again, Instant.MIN).size() == GROUPS);

                int heirPort = FreePorts.any();
                heir = start(processor("heir", kafka, heirPort));
                await(() -> state(ownerPort).matches(".*\"given\":[1-9].*"));
                owner.kill();
                Instant killed = Instant.now();
                await(() -> state(heirPort).matches(".*\"given\":[1-9].*"));
                await(() -> groupsOf(trace, again, killed.plusSeconds(12)).size() == GROUPS);
                produced = load.stop();
            }
            await(() -> StrandLogs.read(kafka).endedRuns() == produced);

            var events = trace.events();
            History history = StrandLogs.read(kafka);
            Guarantees.checkAll(events, history, 2);
            new ContentionCheck(events, history, GROUPS, 10).check();
            heir.terminate();
            again.terminate();
            heir.awaitExit(LIMIT);
            again.awaitExit(LIMIT);
        }
    }

    private JavaCommand withHandler(String name, String kafka, Path trace) {
        return command(name, kafka, 0).environment(TracedHandler.TRACE, trace.toString());
    }

    private JavaCommand processor(String name, String kafka, int port) {
        return command(name, kafka, port).classPathWithout(HANDLERS);
    }

    private JavaCommand command(String name, String kafka, int port) {
        return JavaProcess.of("dev.strand.processor.ProcessorApplication")
                .arguments("--strand.kafka.bootstrap-servers=" + kafka)
                .arguments("--strand.processor.port=" + port)
                .arguments("--strand.processor.instance=" + name)
                .arguments("--strand.processor.state-directory=" + directory.resolve(name))
                .maxHeap("384m")
                .workingDirectory(directory)
                .output(directory.resolve(name + System.nanoTime() + ".log"));
    }

    private JavaProcess start(JavaCommand command) {
        JavaProcess process = command.start();
        processes.add(process);
        process.awaitLine("processor started", LIMIT);
        return process;
    }

    private String state(int port) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/state"))
                        .build();
        String state = http.send(request, BodyHandlers.ofString()).body();
        int begin = state.indexOf("\"delegation\"");
        return begin < 0 ? "" : state.substring(begin, state.indexOf('}', begin));
    }

    /** The groups that this process has started a task of since then. */
    private static Set<String> groupsOf(FileTrace trace, JavaProcess process, Instant since) {
        String worker = FileTrace.workerOf(process.pid());
        return trace.events().stream()
                .filter(event ->
                        event instanceof Started s
                                && s.worker().equals(worker)
                                && s.at().isAfter(since))
                .map(event -> ((Started) event).execution().groupId())
                .collect(Collectors.toSet());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LIMIT).until(condition);
    }
}
