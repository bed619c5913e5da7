package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.TaskFilter;
import dev.strand.status.query.TaskList;
import dev.strand.status.query.TaskOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that moves from one state to another while a list of both is read is in the list. */
@Timeout(120)
class MovingTasksTest {
    private static final OwnerKey OWNER = new OwnerKey(1, "n1");
    private static final Instant NOW = RandomLogs.START;
    private static final Task TASK =
            new Task("g", "t", "email", RawJson.of("{}"), TaskOptions.DEFAULT, NOW, null);
    private static final Set<TaskStatus> BOTH = EnumSet.of(TaskStatus.RUNNING, TaskStatus.RETRYING);
    private static final Set<TaskStatus> LIVE =
            EnumSet.of(TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RETRYING);

    /** More than any of the lists is read. */
    private static final int MOST_READS = 12;

    private TableUnderTest table = new TableUnderTest();
    private int facts;

    @Test
    void shouldShowATaskThatIsTriedAgainWhileAListIsRead() {
        for (TaskFilter filter : filters()) {
            assertAlwaysShown(filter, FactStatus.RETRYING, fact(2, FactStatus.STARTED));
        }
    }

    @Test
    void shouldShowATaskWhoseAttemptFailsWhileAListIsRead() {
        for (TaskFilter filter : filters()) {
            assertAlwaysShown(filter, FactStatus.STARTED, fact(1, FactStatus.RETRYING));
        }
    }

    @Test
    void shouldKnowTheHeadOfAGroupThatIsTriedAgainMeanwhile() {
        for (int read = 1; read <= MOST_READS; read++) {
            begin(FactStatus.RETRYING);
            GroupRow group = Objects.requireNonNull(table.reader(0).group("g"));
            try (Moving moving = new Moving(fact(2, FactStatus.STARTED), read)) {
                assertThat(moving.reader().head("g", group)).as("read %d", read).isNotNull();
            }
        }
    }

    private static List<TaskFilter> filters() {
        List<TaskFilter> filters = new ArrayList<>();
        for (Set<TaskStatus> statuses : List.of(BOTH, LIVE)) {
            filters.add(TaskFilter.ALL.in(statuses));
            filters.add(filter(statuses, "email", null));
            filters.add(filter(statuses, null, "g"));
        }
        return filters;
    }

    private static TaskFilter filter(
            Set<TaskStatus> statuses, @Nullable String type, @Nullable String groupId) {
        return new TaskFilter(statuses, type, groupId, Map.of(), 0, Long.MAX_VALUE, null);
    }

    private void assertAlwaysShown(TaskFilter filter, FactStatus first, Fact then) {
        for (TaskOrder order : TaskOrder.values()) {
            for (int read = 1; read <= MOST_READS; read++) {
                begin(first);
                try (Moving moving = new Moving(then, read)) {
                    assertThat(
                                    TaskList.first(filter, order, 10)
                                            .answer(List.of(moving.reader()))
                                            .values())
                            .as("%s, %s, moved before read %d", filter, order, read)
                            .extracting(FoundTask::row)
                            .extracting(row -> row.id().taskId())
                            .containsExactly("t");
                }
            }
        }
    }

    private void begin(FactStatus status) {
        table = new TableUnderTest();
        facts = 0;
        table.fold(0, NOW, new TaskRecord.Submission(TASK));
        fold(new Owner(OWNER, OwnerKind.CLAIM, 0, "processor", false, List.of()));
        fold(fact(1, FactStatus.STARTED));
        if (status != FactStatus.STARTED) {
            fold(fact(1, status));
        }
    }

    private void fold(StatusRecord record) {
        table.fold(facts++, record);
    }

    private static Fact fact(int attempt, FactStatus status) {
        boolean hasFailed = status == FactStatus.RETRYING;
        FactDetails details =
                new FactDetails(
                        TASK,
                        NOW,
                        "worker-1",
                        NOW,
                        hasFailed ? NOW.plusSeconds(1) : null,
                        null,
                        hasFailed ? new TaskError("Boom", "it broke", null) : null,
                        null);
        return new Fact(RunId.at("g", "t", 1, 0), OWNER, attempt, status, details);
    }

    /** Has a fact be read by another thread, before the table is read for the nth time. */
    private final class Moving implements AutoCloseable {
        private final Thread thread;
        private int readsLeft;

        Moving(Fact fact, int read) {
            thread = new Thread(() -> fold(fact));
            readsLeft = read;
        }

        TableReader reader() {
            TableReader reader = table.reader(0);
            return new TableReader(
                    0,
                    reader.live(),
                    hooked(reader.tasks(), true),
                    reader.groups(),
                    hooked(reader.indexes(), false));
        }

        private ReadOnlyKeyValueStore<Bytes, byte[]> hooked(
                ReadOnlyKeyValueStore<Bytes, byte[]> store, boolean isTasks) {
            return new HookedStore(store, () -> read(isTasks));
        }

        /** Goes on once the fact is read, or waits itself: that it does only for lists. */
        private void read(boolean isTasks) {
            if (--readsLeft == 0) {
                thread.start();
            }
            boolean hasBegun = thread.getState() != Thread.State.NEW;
            if (hasBegun && isTasks) {
                join();
            } else if (hasBegun) {
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> isOver() || thread.getState() == Thread.State.WAITING);
            }
        }

        private boolean isOver() {
            return thread.getState() == Thread.State.TERMINATED;
        }

        private void join() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            if (thread.getState() != Thread.State.NEW) {
                join();
            }
        }
    }
}
