package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.guarantee.NoRerunChecker;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kill -9 in the middle: everything ends, in order, and only what was in flight runs twice. */
@Timeout(420)
class KilledQuickstartIT {
    private static final int TASKS = 5_000;
    private static final int GROUPS = 100;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir private Path directory;

    @Test
    void shouldRepeatOnlyWhatWasInFlightWhenKilled() throws Exception {
        try (StrandProcess strand = new StrandProcess(directory);
                FileTrace trace = FileTrace.open(strand.trace())) {
            strand.submit(submissions());
            awaitEvents(trace, TASKS);

            strand.kill();
            trace.died(strand.pid());
            strand.restart();
            for (int group = 0; group < GROUPS; group++) {
                strand.outcome("t-" + (TASKS - GROUPS + group), LIMIT);
            }

            List<TraceEvent> events = trace.events();
            History history = StrandLogs.read(strand.bootstrapServers());
            assertThat(history.runs()).hasSize(TASKS);
            Guarantees.checkAll(events, history, 1);
            new ContentionCheck(events, history, GROUPS / 2, 10).check();
            int repeated = new NoRerunChecker(events, history, 1).reruns().size();
            System.out.println("kill -9 repeated " + repeated + " of " + TASKS + " tasks");
            assertThat(repeated).isBetween(1, GROUPS);
        }
    }

    private static void awaitEvents(FileTrace trace, int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(LIMIT)
                .until(() -> trace.events().size() >= count);
    }

    private static List<String> submissions() {
        Random random = new Random(7);
        List<String> submissions = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            submissions.add(
                    "{\"type\":\"traced\",\"taskId\":\"t-%d\",\"groupId\":\"g-%d\",\"payload\":{\"sleepMs\":%d,\"failTimes\":0}}"
                            .formatted(i, i % GROUPS, random.nextInt(20)));
        }
        return submissions;
    }
}
