package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.broker.BrokerProcess;
import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.guarantee.NoRerunChecker;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.process.JavaProcess;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second processor joins, the first is killed with -9, then comes back. All groups are kept
 * loaded the whole time, so that each of them has to start again, on a slow machine too.
 */
@Timeout(600)
class TwoProcessorsIT {
    private static final int GROUPS = 60;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path directory;

    @Test
    void shouldHandOverWithoutLossOverlapOrGap() throws Exception {
        Path traceFile = directory.resolve("trace");
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                FileTrace trace = FileTrace.open(traceFile)) {
            String kafka = broker.bootstrapServers();
            JavaProcess first = processor("one", kafka, traceFile);
            int produced;
            JavaProcess second;
            JavaProcess again;
            try (SteadyLoad load = new SteadyLoad(kafka, trace, GROUPS)) {
                await(() -> groupsOf(trace, first).size() == GROUPS);
                second = processor("two", kafka, traceFile);
                await(() -> groupsOf(trace, second).size() >= GROUPS / 6);

                first.kill();
                trace.died(first.pid());
                HandOver handOver = handedOver(trace, first);
                System.out.println(
                        "work of %d groups resumed %s after the kill"
                                .formatted(handOver.groups().size(), handOver.longest()));
                assertThat(handOver.longest()).isLessThan(Duration.ofSeconds(15));

                again = processor("one", kafka, traceFile);
                await(() -> !groupsOf(trace, again).isEmpty());
                produced = load.stop();
            }
            await(() -> StrandLogs.read(kafka).endedRuns() == produced);

            List<TraceEvent> events = trace.events();
            History history = StrandLogs.read(kafka);
            Guarantees.checkAll(events, history, 1);
            new ContentionCheck(events, history, GROUPS, 10).check();
            assertThat(new NoRerunChecker(events, history, 1).reruns())
                    .as("tasks that the kill cut off")
                    .isNotEmpty();
            second.terminate();
            again.terminate();
            second.awaitExit(LIMIT);
            again.awaitExit(LIMIT);
        }
    }

    private JavaProcess processor(String name, String kafka, Path trace) {
        JavaProcess process =
                JavaProcess.of("dev.strand.processor.ProcessorApplication")
                        .arguments("--strand.kafka.bootstrap-servers=" + kafka)
                        .arguments("--strand.processor.port=0")
                        .arguments("--strand.processor.instance=" + name)
                        .arguments("--strand.processor.state-directory=" + directory.resolve(name))
                        .environment(TracedHandler.TRACE, trace.toString())
                        .maxHeap("512m")
                        .workingDirectory(directory)
                        .output(directory.resolve(name + System.nanoTime() + ".log"))
                        .start();
        process.awaitLine("processor started", LIMIT);
        return process;
    }

    /** The groups that this process has started a task of. */
    private static Set<String> groupsOf(FileTrace trace, JavaProcess process) {
        String worker = FileTrace.workerOf(process.pid());
        return trace.events().stream()
                .filter(event -> event instanceof Started s && s.worker().equals(worker))
                .map(event -> ((Started) event).execution().groupId())
                .collect(Collectors.toSet());
    }

    /** Waits until every group that the killed process was running has been started again. */
    private static HandOver handedOver(FileTrace trace, JavaProcess killed) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(HandOver.of(trace.events(), killed.pid()).missing())
                                .as("groups of the killed processor that nobody has started since")
                                .isEmpty());
        HandOver handOver = HandOver.of(trace.events(), killed.pid());
        assertThat(handOver.groups()).as("groups of the killed processor").hasSizeGreaterThan(5);
        return handOver;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LIMIT).until(condition);
    }
}
