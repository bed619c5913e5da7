package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import dev.strand.testing.guarantee.ContentionCheck;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many tasks over many groups, submitted and looked at over HTTP alone. */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class ManyTasksIT {
    private static final int TASKS = 20_000;
    private static final int GROUPS = 500;
    private static final int REQUEST = 4_000;
    private static final long SEED = 11;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void shouldRunEveryGroupInOrderAndOneTaskOfItAtATime(StrandProcess strand) throws Exception {
        // Given
        Random random = new Random(SEED);
        List<String> submissions = new ArrayList<>();
        Map<String, String> lastOfGroup = new HashMap<>();
        for (int i = 0; i < TASKS; i++) {
            String group = "many-" + random.nextInt(GROUPS);
            lastOfGroup.put(group, "many-t-" + i);
            submissions.add(Traced.task("many-t-" + i, group, random.nextInt(21)));
        }
        // When
        for (int from = 0; from < TASKS; from += REQUEST) {
            strand.submit(submissions.subList(from, from + REQUEST));
        }
        for (String taskId : lastOfGroup.values()) {
            assertThat(strand.outcome(taskId, LIMIT)).contains("\"COMPLETED\"");
        }
        // Then
        List<TraceEvent> events = Traced.ofGroups("many-", FileTrace.read(strand.trace()));
        History history = StrandLogs.read(strand.bootstrapServers());
        assertThat(history.runs().stream().map(AcceptedRun::key))
                .filteredOn(run -> run.groupId().startsWith("many-"))
                .as("tasks of seed %d", SEED)
                .hasSize(TASKS)
                .allMatch(run -> history.finalStatus(run) == TaskStatus.COMPLETED);
        Guarantees.checkAll(events, history, 0);
        ContentionCheck contention = new ContentionCheck(events, history, GROUPS / 2, 20);
        System.out.println(
                "%d tasks: others waited in %d of %d groups, up to %d handlers at once"
                        .formatted(
                                TASKS,
                                contention.contendedGroups(),
                                GROUPS,
                                contention.parallelHandlers()));
        contention.check();
    }
}
