package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Groups run beside each other, far more of them than partitions, and a bad one costs the others
 * nothing.
 */
@Timeout(420)
class NeighboursIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path directory;

    @Test
    void shouldRunGroupsBesideEachOtherAndPastABadOne() throws Exception {
        try (StrandProcess strand = new StrandProcess(directory);
                FileTrace trace = FileTrace.open(strand.trace())) {
            int groups = 600;
            List<String> second = new ArrayList<>();
            for (int i = 0; i < groups; i++) {
                second.add(task("second-" + i, "group-" + i, 1_000, 0));
            }
            strand.submit(second);
            for (int i = 0; i < groups; i++) {
                strand.outcome("second-" + i, LIMIT);
            }
            Duration took = span(trace.events());
            System.out.println("600 tasks of one second took " + took);
            assertThat(took).isLessThan(Duration.ofSeconds(5));

            strand.submit(List.of(task("slow-1", "slow", 10_000, 0), task("slow-2", "slow", 0, 0)));
            strand.submit(List.of(task("bad-1", "bad", 0, 4), task("bad-2", "bad", 0, 0)));
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                others.add(task("other-" + i, "other-" + i % 100, 0, 0));
            }
            strand.submit(others);
            for (int i = 400; i < 500; i++) {
                strand.outcome("other-" + i, LIMIT);
            }
            assertThat(strand.get("/api/tasks/slow-2")).contains("\"QUEUED\"");
            assertThat(strand.get("/api/tasks/bad-2")).contains("\"QUEUED\"");

            assertThat(strand.outcome("bad-2", LIMIT)).contains("\"COMPLETED\"");
            assertThat(strand.outcome("slow-2", LIMIT)).contains("\"COMPLETED\"");
            Guarantees.checkAll(trace.events(), StrandLogs.read(strand.bootstrapServers()), 0);
        }
    }

    private static String task(String taskId, String groupId, int sleepMs, int failTimes) {
        return "{\"type\":\"traced\",\"taskId\":\"%s\",\"groupId\":\"%s\",\"payload\":{\"sleepMs\":%d,\"failTimes\":%d}}"
                .formatted(taskId, groupId, sleepMs, failTimes);
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
