package dev.strand.benchmarks.live;

import dev.strand.benchmarks.status.Work;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import java.time.Instant;
import java.util.List;

/** Tasks that start and complete as they are submitted, in many groups. */
final class Stream implements Work {
    /** Facts of every task. */
    static final List<FactStatus> FACTS = List.of(FactStatus.STARTED, FactStatus.COMPLETED);

    private static final int GROUPS = 5_000;
    private static final RawJson PAYLOAD = RawJson.of("{\"to\":\"ada@example.org\",\"n\":12345}");

    @Override
    public Task task(int number) {
        return new Task(
                "group-" + number % GROUPS,
                taskId(number),
                "type-" + number % 10,
                PAYLOAD,
                TaskOptions.DEFAULT,
                Instant.now(),
                null);
    }

    static String taskId(int number) {
        return "task-" + number;
    }

    @Override
    public List<FactStatus> facts(int number) {
        return FACTS;
    }

    @Override
    public Instant happenedAt(int number) {
        return Instant.now();
    }
}
