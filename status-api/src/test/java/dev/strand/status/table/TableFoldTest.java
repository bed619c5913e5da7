package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** The table says the same whatever the order of reading, and again after a crash. */
class TableFoldTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 120;

    @Test
    void shouldSayTheSameForAnyInterleavingOfTheTwoLogs() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            TableUnderTest straight = inTurn(logs);
            TableUnderTest shuffled = new TableUnderTest();
            replay(logs, shuffled, 0, 0, new Random(seed));
            assertSame(shuffled, straight, "seed " + seed);
        }
    }

    @Test
    void shouldMendEverythingAfterACrashThatKeptSomeKeysAndLostOthers() {
        int mended = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            Random random = new Random(seed);
            List<Boolean> order = interleaving(logs, random);
            int commit = random.nextInt(order.size());
            int crash = commit + random.nextInt(order.size() - commit);
            TableUnderTest committed = new TableUnderTest();
            int[] at = follow(logs, committed, order.subList(0, commit), new int[2]);
            TableUnderTest crashed = new TableUnderTest();
            follow(logs, crashed, order.subList(0, crash), new int[2]);

            TableUnderTest mixed = TableUnderTest.mixed(committed, crashed, random);
            mended += mixed.indexKeys().equals(crashed.indexKeys()) ? 0 : 1;
            replay(logs, mixed, at[0], at[1], random);
            mixed.settled();

            assertSame(mixed, inTurn(logs), "seed " + seed);
        }
        assertThat(mended).as("crashes that left index rows wrong").isGreaterThan(SEEDS / 2);
    }

    @Test
    void shouldFindTheWholeQueueOfEveryGroup() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TableUnderTest table = new TableUnderTest();
            RandomLogs logs = new RandomLogs(seed, STEPS);
            replay(logs, table, 0, 0, new Random(seed));
            Map<String, TaskRow> rows = table.rows();
            for (String group : List.of("g0", "g1", "g2", "g3", "g4")) {
                List<Long> live =
                        rows.values().stream()
                                .filter(row -> row.id().groupId().equals(group))
                                .filter(row -> row.isVisible() && !row.status().isTerminal())
                                .map(row -> row.id().sequence())
                                .sorted()
                                .toList();
                assertThat(queue(table, group)).as("seed %d, %s", seed, group).isEqualTo(live);
                GroupRow summary = table.reader.group(group);
                assertThat(summary == null ? 0 : summary.depth())
                        .as("depth, seed %d, %s", seed, group)
                        .isEqualTo(live.size());
            }
        }
    }

    /** The sequences of the queue of a group, as a query finds them. */
    private static List<Long> queue(TableUnderTest table, String groupId) {
        List<Long> queue = new ArrayList<>();
        GroupRow group = table.reader.group(groupId);
        if (group == null) {
            return queue;
        }
        for (TaskStatus status : GroupCounts.LIVE) {
            try (Walk<Place> walk = table.reader.inOrder(groupId, status, group.headFrom())) {
                for (Place at = walk.peek(); at != null; at = walk.peek()) {
                    queue.add(at.sequence());
                    walk.advance();
                }
            }
        }
        queue.sort(null);
        return queue;
    }

    @Test
    void shouldHaveOneIndexRowPerListForEveryRow() {
        TableUnderTest table = inTurn(new RandomLogs(7, 500));
        long rows = table.rows().values().stream().filter(TaskRow::isVisible).count();
        for (char index : new char[] {'A', 'Y', 'S', 'T', 'G'}) {
            long found =
                    table.indexes.rows.keySet().stream()
                            .filter(key -> key.get()[0] == index)
                            .filter(key -> index == 'G' || !isEnd(key))
                            .count();
            assertThat(found).as("rows of index " + index).isEqualTo(rows);
        }
        assertThat(table.rows().values())
                .extracting(TaskRow::status)
                .contains(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED);
    }

    static void assertSame(TableUnderTest got, TableUnderTest want, String what) {
        Map<String, TaskRow> rows = want.rows();
        got.rows()
                .forEach((key, row) -> assertThat(row).as("row, " + what).isEqualTo(rows.get(key)));
        assertThat(got.rows()).as("rows, %s", what).hasSameSizeAs(rows);
        assertThat(difference(got.indexKeys(), want.indexKeys()))
                .as("too many, %s", what)
                .isEmpty();
        assertThat(difference(want.indexKeys(), got.indexKeys())).as("missing, %s", what).isEmpty();
        assertThat(got.liveCounts()).as("live counts, %s", what).isEqualTo(got.liveRows());
        assertThat(got.typeCounts()).as("counts by type, %s", what).isEqualTo(got.typeRows());
        assertThat(got.liveGroups()).as("live groups, %s", what).isEqualTo(got.busySummaries());
        assertThat(got.groupCount()).as("number of groups, %s", what).isEqualTo(want.groupCount());
        assertThat(got.summaries()).as("groups, %s", what).isEqualTo(want.summaries());
    }

    /** The same, but for when groups changed last: a group that was empty begins anew. */
    static void assertSameHistory(TableUnderTest got, TableUnderTest want, String what) {
        got.forgetTimes();
        want.forgetTimes();
        assertSame(got, want, what);
    }

    private static boolean isEnd(Bytes key) {
        byte last = key.get()[key.get().length - 1];
        return last == (byte) 0xFF || key.get().length < 2 * Long.BYTES || isTypeBound(key);
    }

    private static boolean isTypeBound(Bytes key) {
        byte[] bytes = key.get();
        return bytes[0] == 'T' && bytes.length == 1 + 2 + Keys.typeOf(key).length() + 1 + 1;
    }

    private static List<String> difference(List<String> these, List<String> those) {
        List<String> rest = new ArrayList<>(these);
        rest.removeAll(those);
        return rest;
    }

    static TableUnderTest inTurn(RandomLogs logs) {
        TableUnderTest table = new TableUnderTest();
        for (int i = 0; i < logs.tasks.size(); i++) {
            table.fold(i, RandomLogs.at(i), logs.tasks.get(i));
        }
        for (int i = 0; i < logs.status.size(); i++) {
            table.fold(i, logs.status.get(i));
        }
        return table;
    }

    static void replay(
            RandomLogs logs, TableUnderTest table, int tasks, int status, Random random) {
        List<Boolean> rest = new ArrayList<>();
        int[] at = {tasks, status};
        rest.addAll(Collections.nCopies(logs.tasks.size() - tasks, true));
        rest.addAll(Collections.nCopies(logs.status.size() - status, false));
        Collections.shuffle(rest, random);
        follow(logs, table, rest, at);
    }

    private static List<Boolean> interleaving(RandomLogs logs, Random random) {
        List<Boolean> order = new ArrayList<>();
        order.addAll(Collections.nCopies(logs.tasks.size(), true));
        order.addAll(Collections.nCopies(logs.status.size(), false));
        Collections.shuffle(order, random);
        return order;
    }

    /** Reads in an order: true is the next task record, false the next status record. */
    private static int[] follow(
            RandomLogs logs, TableUnderTest table, List<Boolean> order, int[] from) {
        int[] at = from.clone();
        for (boolean isTask : order) {
            if (isTask) {
                int offset = at[0]++;
                table.fold(offset, RandomLogs.at(offset), logs.tasks.get(offset));
            } else {
                int offset = at[1]++;
                table.fold(offset, logs.status.get(offset));
            }
        }
        return at;
    }
}
