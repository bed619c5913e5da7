package dev.strand.systemtests.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.systemtests.fleet.Questions.Kind;
import dev.strand.testing.broker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances behind one address answer as one, also while one of them is killed with -9 under
 * load and comes back. They have keys, and payloads that are masked.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KilledInstanceIT {
    private static final int PARTITIONS = 6;
    private static final int TASKS = 120;
    private static final int ENOUGH = 50;
    private static final Duration QUIET = Duration.ofSeconds(3);

    @TempDir private Path directory;

    private final List<StatusInstance> instances = new ArrayList<>();
    private final AtomicLong killedNanos = new AtomicLong(Long.MAX_VALUE);

    @Test
    void shouldAnswerNothingWrongWhileOneOfThreeIsKilledAndComesBack() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                BothLogs logs = new BothLogs(broker.bootstrapServers(), PARTITIONS)) {
            Map<String, String> states = submit(logs);
            for (int i = 0; i < 3; i++) {
                instances.add(instance(broker, "i" + i));
            }
            try (OneAddress address = new OneAddress(instances)) {
                awaitReady();
                awaitAll(states.size());
                try (Questions questions = new Questions(address.url(), states, killedNanos::get)) {
                    awaitWhole(questions, "before the kill", System.nanoTime());
                    assertThat(questions.count(Kind.CUT_OFF)).as("cut off before").isZero();

                    StatusInstance killed = instances.get(1);
                    long began = System.nanoTime();
                    killed.kill();
                    killedNanos.set(System.nanoTime());
                    awaitWhole(questions, "after the kill", began);
                    assertThat(questions.count(Kind.CUT_OFF))
                            .as("requests that the kill cut off")
                            .isLessThanOrEqualTo(Questions.THREADS);
                    assertThat(questions.count(Kind.FROM_A_COPY))
                            .as("answers that others had to give from their copies")
                            .isPositive();

                    began = System.nanoTime();
                    killed.restart();
                    awaitReady();
                    awaitWhole(questions, "after it came back", began);
                    assertThat(questions.wrong()).isEmpty();
                }
            } finally {
                instances.forEach(StatusInstance::close);
            }
        }
    }

    private static Map<String, String> submit(BothLogs logs) throws Exception {
        Map<String, String> states = new HashMap<>();
        for (int i = 0; i < TASKS; i++) {
            String id = "task-" + i;
            RecordMetadata at = logs.submit(id);
            if (i % 2 == 0) {
                logs.complete(at, id);
            }
            states.put(id, i % 2 == 0 ? "COMPLETED" : "QUEUED");
        }
        return states;
    }

    private StatusInstance instance(BrokerProcess broker, String name) {
        return new StatusInstance(
                broker.bootstrapServers(),
                directory.resolve(name),
                Keys.VIEWER,
                Map.of(
                        "STRAND_STATUS_STANDBY_REPLICAS",
                        "1",
                        "STRAND_STATUS_MASK_TYPES",
                        BothLogs.TYPE,
                        "STRAND_ACCESS_KEYS",
                        Keys.setting(),
                        "STRAND_ACCESS_PEER_KEY",
                        Keys.PEER));
    }

    private void awaitReady() {
        await("all are ready")
                .atMost(100, TimeUnit.SECONDS)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .until(() -> instances.stream().allMatch(StatusInstance::isReady));
    }

    private void awaitAll(int tasks) {
        for (StatusInstance instance : instances) {
            await("everything is read")
                    .atMost(60, TimeUnit.SECONDS)
                    .pollInterval(200, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        var list = instance.get("/api/tasks?limit=500&count=true");
                        return list != null && list.body().contains("\"total\":" + tasks);
                    });
        }
    }

    /** Waits until every answer has been whole and up to date for a while, with no wrong one. */
    private static void awaitWhole(Questions questions, String when, long sinceNanos) {
        long before = questions.count(Kind.RIGHT);
        await(when)
                .atMost(100, TimeUnit.SECONDS)
                .pollInterval(100, TimeUnit.MILLISECONDS)
                .until(() -> {
                    long from = Math.max(questions.wholeSinceNanos(), sinceNanos);
                    return System.nanoTime() - from > QUIET.toNanos()
                            && questions.count(Kind.RIGHT) > before + ENOUGH;
                });
        long troubled = Math.max(0, questions.wholeSinceNanos() - sinceNanos);
        System.out.printf(
                "%s: whole again after %d ms; answers so far: %s%n",
                when, TimeUnit.NANOSECONDS.toMillis(troubled), questions.counts());
        assertThat(questions.wrong()).as(when).isEmpty();
    }
}
