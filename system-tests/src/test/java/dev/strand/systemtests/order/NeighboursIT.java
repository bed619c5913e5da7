package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Groups run beside each other, far more of them than partitions, and a bad one costs the others
 * nothing.
 */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class NeighboursIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PARTITION = 3;
    private static final int PARTITIONS = 12;
    private static final int GROUPS = 600;
    private static final int SLOW_MS = 10_000;
    private static final int FAILURES = 5;
    private static final int MOST = 150;
    private static final int FEWEST = 20;
    private static final long INTERVAL_MS = 40;

    /** Far less than a blocked partition takes, far more than a busy machine does. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    @Test
    void shouldRunFarMoreGroupsAtOnceThanThereArePartitions(StrandProcess strand) throws Exception {
        List<String> second = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            second.add(Traced.task("second-" + i, "second-" + i, 1_000));
        }

        strand.submit(second);

        for (int i = 0; i < GROUPS; i++) {
            assertThat(strand.outcome("second-" + i, LIMIT)).contains("\"COMPLETED\"");
        }
        Duration took = span(Traced.ofGroups("second-", FileTrace.read(strand.trace())));
        System.out.println("600 tasks of one second took " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldKeepTheLatencyOfOtherGroupsOfThePartition(StrandProcess strand) throws Exception {
        // Given: how long tasks of this partition take to start when nobody is in their way
        StartLatencies alone = offer(strand, "alone", MOST, "none");
        // When: one group has a handler of ten seconds, another a head that fails five times
        String slow = groupOfPartition("beside-slow");
        String bad = groupOfPartition("beside-bad");
        strand.submit(
                List.of(
                        Traced.task("slow-1", slow, SLOW_MS),
                        Traced.task("slow-2", slow, 0),
                        Traced.task("bad-1", bad, 0, FAILURES),
                        Traced.task("bad-2", bad, 0)));
        await(() -> hasStarted(strand, "slow-1") && hasStarted(strand, "bad-1"));
        StartLatencies beside = offer(strand, "beside", MOST, "slow-2");
        // Then
        assertThat(strand.outcome("bad-2", LIMIT)).contains("\"COMPLETED\"");
        assertThat(strand.outcome("slow-2", LIMIT)).contains("\"COMPLETED\"");
        assertThat(beside.submitted()).as("tasks beside the slow one").isGreaterThan(FEWEST);
        List<TraceEvent> events = Traced.ofGroups("beside-", FileTrace.read(strand.trace()));
        Histogram before = alone.histogram(events);
        Histogram during = beside.histogram(events);
        System.out.println("groups of one partition, alone:  " + StartLatencies.words(before));
        System.out.println("beside a slow and a failing one: " + StartLatencies.words(during));
        for (double percentile : new double[] {50, 90}) {
            assertThat(StartLatencies.percentile(during, percentile))
                    .as("p%.0f beside a slow and a failing group", percentile)
                    .isLessThan(StartLatencies.percentile(before, percentile).plus(TOLERANCE));
        }
        assertThat(attempts(events, "bad-1")).isEqualTo(FAILURES + 1);
        Guarantees.checkAll(events, StrandLogs.read(strand.bootstrapServers()), 0);
    }

    /**
     * Posts tasks of many groups of the partition, one by one, and waits until all have started;
     * posts no more once another task has.
     */
    private static StartLatencies offer(
            StrandProcess strand, String name, int count, String untilStarted) throws Exception {
        StartLatencies latencies = new StartLatencies();
        for (int i = 0; i < count && !hasStarted(strand, untilStarted); i++) {
            String taskId = name + "-" + i;
            latencies.submitting(taskId);
            strand.post(Traced.task(taskId, groupOfPartition("beside-" + i % 50 + "-"), 0)).get();
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
        }
        await(() -> latencies.haveAllStarted(FileTrace.read(strand.trace())));
        return latencies;
    }

    private static String groupOfPartition(String prefix) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> prefix + i)
                .filter(group ->
                        BuiltInPartitioner.partitionForKey(
                                        group.getBytes(StandardCharsets.UTF_8), PARTITIONS)
                                == PARTITION)
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasStarted(StrandProcess strand, String taskId) {
        return !starts(FileTrace.read(strand.trace()), taskId).isEmpty();
    }

    private static int attempts(List<TraceEvent> events, String taskId) {
        return starts(events, taskId).size();
    }

    private static List<Started> starts(List<TraceEvent> events, String taskId) {
        List<Started> starts = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof Started s && s.execution().taskId().equals(taskId)) {
                starts.add(s);
            }
        }
        return starts;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(LIMIT).until(condition);
    }

    private static Duration span(List<TraceEvent> events) {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (TraceEvent event : events) {
            if (event instanceof Started started && started.at().isBefore(first)) {
                first = started.at();
            } else if (event instanceof Ended ended && ended.at().isAfter(last)) {
                last = ended.at();
            }
        }
        return Duration.between(first, last);
    }
}
