package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Slice;
import dev.strand.status.query.TaskFilter;
import dev.strand.status.query.TaskList;
import dev.strand.status.query.TaskOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of every kind of list hold what a look at every row finds, also while tables change. */
class PagesTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 150;
    private static final int PARTITIONS = 3;
    private static final List<TaskStatus> STATUSES = List.of(TaskStatus.values());
    private static final long NOW = RandomLogs.START.plusSeconds(86_400).toEpochMilli();

    private final List<RandomLogs> logs = new ArrayList<>();
    private final List<TableUnderTest> tables = new ArrayList<>();
    private final List<int[]> read = new ArrayList<>();

    private void begin(long seed, Random random) {
        logs.clear();
        tables.clear();
        read.clear();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            logs.add(new RandomLogs(seed * PARTITIONS + partition, STEPS));
            tables.add(new TableUnderTest());
            read.add(new int[2]);
            goOn(partition, random.nextInt(2 * STEPS), random);
            if (random.nextInt(4) == 0) {
                tables.get(partition).age();
            }
        }
    }

    /** Reads some more of both logs, by chance from one and the other. */
    private void goOn(int partition, int records, Random random) {
        if (random.nextBoolean()) {
            tables.get(partition).narrow();
        }
        RandomLogs from = logs.get(partition);
        int[] at = read.get(partition);
        for (int i = 0; i < records; i++) {
            if (random.nextBoolean() && at[0] < from.tasks.size()) {
                int offset = at[0]++;
                tables.get(partition).fold(offset, RandomLogs.at(offset), from.tasks.get(offset));
            } else if (at[1] < from.status.size()) {
                int offset = at[1]++;
                tables.get(partition).fold(offset, from.status.get(offset));
            }
        }
    }

    @Test
    void shouldShowExactlyWhatIsMeantInOrder() {
        int shown = 0;
        int labelled = 0;
        int scheduled = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            begin(seed, random);
            for (int i = 0; i < 10; i++) {
                TaskList list = list(random);
                List<String> pages = follow(list, () -> {});
                assertThat(pages)
                        .as("seed %d, %s", seed, list)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(meant(list).keySet());
                assertOrder(pages, list, "seed " + seed + ", " + list);
                shown += pages.size();
                labelled += list.filter().labels().isEmpty() ? 0 : pages.size();
                boolean isScheduled = list.filter().statuses().equals(Set.of(TaskStatus.SCHEDULED));
                scheduled += isScheduled ? pages.size() : 0;
            }
        }
        assertThat(shown).as("tasks shown").isGreaterThan(SEEDS * 100);
        assertThat(labelled).as("tasks in lists by labels").isGreaterThan(SEEDS * 10);
        assertThat(scheduled).as("tasks in lists of what is not due").isGreaterThan(SEEDS);
    }

    @Test
    void shouldNeitherLoseNorRepeatATaskWhileTablesChange() {
        int changes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            begin(seed, random);
            TaskList list = list(random);
            Map<String, TaskRow> all = new LinkedHashMap<>(meant(list));
            Set<String> always = new HashSet<>(all.keySet());
            Set<String> ever = new HashSet<>(all.keySet());

            List<String> pages =
                    follow(
                            list,
                            () -> {
                                goOn(random.nextInt(PARTITIONS), 1 + random.nextInt(10), random);
                                Set<String> now = meant(list).keySet();
                                always.retainAll(now);
                                ever.addAll(now);
                            });

            changes += ever.size() - always.size();
            assertThat(pages)
                    .as("seed %d, %s", seed, list)
                    .doesNotHaveDuplicates()
                    .containsAll(always);
            assertThat(ever).as("seed %d, %s", seed, list).containsAll(pages);
        }
        assertThat(changes).as("tasks that came or went meanwhile").isGreaterThan(SEEDS);
    }

    private static TaskList list(Random random) {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        while (random.nextInt(3) == 0) {
            statuses.add(STATUSES.get(random.nextInt(STATUSES.size())));
        }
        String type = random.nextBoolean() ? null : "type" + random.nextInt(3);
        Map<String, String> labels = random.nextInt(3) > 0 ? Map.of() : RandomTasks.labels(random);
        String group = random.nextInt(3) > 0 ? null : "g" + random.nextInt(5);
        long from = 0;
        long to = Long.MAX_VALUE;
        if (random.nextInt(3) == 0) {
            from = RandomLogs.at(random.nextInt(STEPS / 4)).toEpochMilli();
            to = random.nextBoolean() ? from + random.nextInt(STEPS) * 3L : to;
        }
        TaskOrder order = random.nextBoolean() ? TaskOrder.NEWEST : TaskOrder.OLDEST;
        return TaskList.first(
                new TaskFilter(statuses, type, group, labels, from, to, null),
                order,
                1 + random.nextInt(12));
    }

    /** All pages, one after the other; something may happen between two. */
    private List<String> follow(TaskList list, Runnable between) {
        List<String> found = new ArrayList<>();
        @Nullable Bytes after = null;
        boolean isFirst = true;
        while (isFirst || after != null) {
            isFirst = false;
            List<TableReader> readers = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                readers.add(tables.get(partition).reader(partition));
            }
            Slice<FoundTask> page = list.after(after).answer(readers);
            page.values().forEach(task -> found.add(name(task.partition(), task.row())));
            after = page.reached();
            between.run();
        }
        return found;
    }

    private static String name(int partition, TaskRow row) {
        return partition + "/" + row.id().groupId() + "/" + row.id().sequence();
    }

    /** What a look at every row finds. */
    private Map<String, TaskRow> meant(TaskList list) {
        Map<String, TaskRow> meant = new LinkedHashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (TaskRow row : tables.get(partition).rows().values()) {
                if (row.isVisible() && isMeant(row, list.filter())) {
                    meant.put(name(partition, row), row);
                }
            }
        }
        return meant;
    }

    private static boolean isMeant(TaskRow row, TaskFilter filter) {
        long millis = row.submittedAtMillis();
        return (filter.statuses().isEmpty() || filter.statuses().contains(row.statusAt(NOW)))
                && (filter.type() == null || filter.type().equals(row.type()))
                && (filter.groupId() == null || filter.groupId().equals(row.id().groupId()))
                && row.shown().labels().entrySet().containsAll(filter.labels().entrySet())
                && filter.fromMillis() <= millis
                && millis <= filter.toMillis();
    }

    /**
     * A list is in the order of submission; that of a group in the order of its places instead,
     * where times do not cut out a part of it.
     */
    private void assertOrder(List<String> pages, TaskList list, String what) {
        Map<String, TaskRow> rows = meant(list);
        boolean isInGroup =
                list.filter().groupId() != null && list.filter().toMillis() == Long.MAX_VALUE;
        boolean isOldest = list.order() == TaskOrder.OLDEST;
        Map<String, List<Long>> places = new TreeMap<>();
        for (String name : pages) {
            TaskRow row = Objects.requireNonNull(rows.get(name));
            String part = isInGroup ? name.substring(0, name.indexOf('/')) : "all partitions";
            long place = isInGroup ? row.id().sequence() : row.submittedAtMillis();
            places.computeIfAbsent(part, p -> new ArrayList<>()).add(isOldest ? place : -place);
        }
        places.forEach((part, order) -> assertThat(order).as(what + ", " + part).isSorted());
    }
}
