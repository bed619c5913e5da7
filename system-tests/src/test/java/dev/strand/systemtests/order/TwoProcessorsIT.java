package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.BrokerProcess;
import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.process.JavaProcess;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second processor joins, the first is killed with -9, then comes back. */
@Timeout(420)
class TwoProcessorsIT {
    private static final String TASKS = Topics.withPrefix(Topics.DEFAULT_PREFIX).tasks().name();
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
            produce(kafka, 0, 6_000);
            await(() -> trace.events().size() > 1_000);
            JavaProcess second = processor("two", kafka, traceFile);
            await(() -> hasStarted(trace, second.pid()));

            first.kill();
            trace.died(first.pid());
            Instant killed = Instant.now();
            Instant resumed = resumed(trace, first.pid(), killed);
            Duration gap = Duration.between(killed, resumed);
            System.out.println("work resumed " + gap + " after the kill");
            assertThat(gap).isLessThan(Duration.ofSeconds(20));

            JavaProcess again = processor("one", kafka, traceFile);
            produce(kafka, 6_000, 1_000);
            await(() -> endedRuns(kafka) == 7_000);

            List<TraceEvent> events = trace.events();
            History history = StrandLogs.read(kafka);
            Guarantees.checkAll(events, history, 1);
            new ContentionCheck(events, history, GROUPS / 2, 10).check();
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

    private static void produce(String kafka, int from, int count) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = from; i < from + count; i++) {
                String value =
                        "{\"type\":\"traced\",\"taskId\":\"t-%d\",\"payload\":{\"sleepMs\":%d,\"failTimes\":0}}"
                                .formatted(i, 100 + i % 100);
                sent.add(producer.send(new ProducerRecord<>(TASKS, "g-" + i % GROUPS, value)));
            }
        }
        for (Future<RecordMetadata> acknowledged : sent) {
            acknowledged.get();
        }
    }

    private static boolean hasStarted(FileTrace trace, long pid) {
        String worker = FileTrace.workerOf(pid);
        return trace.events().stream()
                .anyMatch(event -> event instanceof Started s && s.worker().equals(worker));
    }

    /** When every group that the killed process was running has had another start. */
    private static Instant resumed(FileTrace trace, long killedPid, Instant killed) {
        String worker = FileTrace.workerOf(killedPid);
        Map<String, String> lastWorker = new HashMap<>();
        for (TraceEvent event : trace.events()) {
            if (event instanceof Started s && !s.at().isAfter(killed)) {
                lastWorker.put(s.execution().groupId(), s.worker());
            }
        }
        lastWorker.values().removeIf(last -> !last.equals(worker));
        assertThat(lastWorker).as("groups of the killed processor").isNotEmpty();
        Map<String, Instant> restarted = new HashMap<>();
        await(() -> {
            for (TraceEvent event : trace.events()) {
                if (event instanceof Started s && s.at().isAfter(killed)) {
                    restarted.putIfAbsent(s.execution().groupId(), s.at());
                }
            }
            return restarted.keySet().containsAll(lastWorker.keySet());
        });
        return lastWorker.keySet().stream()
                .map(restarted::get)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static long endedRuns(String kafka) {
        History history = StrandLogs.read(kafka);
        return history.runs().stream()
                .map(AcceptedRun::key)
                .filter(key -> !history.outcomes(key).isEmpty())
                .count();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LIMIT).until(condition);
    }
}
