package dev.strand.status.table;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of one partition over stores in memory. */
final class TableUnderTest {
    static final Duration WINDOW = Duration.ofHours(24);

    final MapStore tasks = new MapStore();
    final MapStore groups = new MapStore();
    final MapStore indexes = new MapStore();
    final TableReader reader = new TableReader(0, new LiveCounts(), tasks, groups, indexes);
    private TableFold fold = new TableFold(new Stores(tasks, groups, indexes), WINDOW);

    private boolean hasTimes = true;

    TableUnderTest() {
        fold.live().countHistory();
        fold.settled();
    }

    /** A table after a crash: each key is as it was at the commit or at the crash, by chance. */
    static TableUnderTest mixed(TableUnderTest committed, TableUnderTest crashed, Random random) {
        TableUnderTest mixed = new TableUnderTest();
        mixed.tasks.mix(committed.tasks, crashed.tasks, random);
        mixed.groups.mix(committed.groups, crashed.groups, random);
        mixed.indexes.mix(committed.indexes, crashed.indexes, random);
        mixed.fold = new TableFold(new Stores(mixed.tasks, mixed.groups, mixed.indexes), WINDOW);
        mixed.fold.live().countHistory();
        mixed.fold.mayRepeat(true);
        return mixed;
    }

    /** What it holds now. */
    TableUnderTest snapshot() {
        TableUnderTest snapshot = new TableUnderTest();
        snapshot.tasks.copy(tasks);
        snapshot.groups.copy(groups);
        snapshot.indexes.copy(indexes);
        return snapshot;
    }

    /** Reads it as one of several partitions, with its counts. */
    TableReader reader(int partition) {
        return new TableReader(partition, fold.live(), tasks, groups, indexes);
    }

    /** Takes from the table what a version did not write that had no rows by time and type. */
    void age() {
        boolean _ = indexes.rows.keySet().removeIf(key -> "AYV".indexOf(key.get()[0]) >= 0);
        reopen();
    }

    /** Closes it and opens it again. */
    void reopen() {
        fold = new TableFold(new Stores(tasks, groups, indexes), WINDOW);
        fold.live().countHistory();
        fold.settled();
    }

    /** Looks where lists begin and end. */
    void narrow() {
        fold.narrow();
    }

    LiveTimes times() {
        return fold.live().times();
    }

    boolean isUpgrading() {
        return fold.upgrade().isWaiting();
    }

    /** Goes on with rows of an older version, for so many looks at the clock. */
    void upgrade(Durable now, int looks) {
        int[] left = {looks};
        fold.upgrade().goOn(now, () -> left[0]-- <= 0);
    }

    @Nullable RowChange fold(long offset, Instant at, TaskRecord record) {
        return fold.fold(offset, at, record);
    }

    @Nullable RowChange fold(long offset, StatusRecord record) {
        return fold.fold(offset, record);
    }

    void settled() {
        fold.settled();
    }

    /** Goes on forgetting, for so many looks at the clock. */
    void forget(Durable now, int looks) {
        int[] left = {looks};
        fold.history().forget(now, () -> left[0]-- <= 0);
    }

    /** Forgets all that is to be forgotten once everything is committed. */
    void forgetAll() {
        long read = 1_000_000;
        while (fold.history().isWaiting()) {
            read++;
            fold.history().forget(new Durable(Long.MAX_VALUE, read, read), () -> false);
        }
    }

    /** Has summaries not tell when groups changed last. */
    void forgetTimes() {
        hasTimes = false;
    }

    /** All rows, as values. */
    Map<String, TaskRow> rows() {
        Map<String, TaskRow> all = new TreeMap<>();
        tasks.rows.forEach((key, value) -> {
            String groupId = Keys.groupOfTask(key);
            long sequence = Keys.sequenceOfTask(key);
            all.put(groupId + "/" + sequence, TaskRowCodec.decode(groupId, sequence, value));
        });
        return all;
    }

    /**
     * All summaries; where the head may be is left out, since it is a bound and no fact, and what
     * was unparked, which only serves to mend.
     */
    Map<String, GroupRow> summaries() {
        Map<String, GroupRow> all = new TreeMap<>();
        groups.rows.forEach((key, value) -> all.put(Keys.text(key), told(GroupRow.decode(value))));
        return all;
    }

    private GroupRow told(GroupRow row) {
        return new GroupRow(
                row.waiting(),
                row.running(),
                row.retrying(),
                0,
                row.lastSequence(),
                hasTimes ? row.updatedAtMillis() : 0,
                -1,
                row.state());
    }

    /** All keys of index rows, readable. */
    List<String> indexKeys() {
        List<String> keys = new ArrayList<>();
        indexes.rows.keySet().stream()
                .filter(key -> key.get()[0] != 'O')
                .forEach(key -> keys.add(key.toString()));
        return keys;
    }

    /** How many runs live by the counts of the fold. */
    List<Long> liveCounts() {
        return GroupCounts.LIVE.stream().map(status -> fold.live().of(status)).toList();
    }

    /** How many runs there are by type and state, by the counts of the fold. */
    Map<String, Long> typeCounts() {
        Map<String, Long> all = new TreeMap<>();
        fold.live()
                .types()
                .byType()
                .forEach((type, counts) -> {
                    for (TaskStatus status : TaskStatus.values()) {
                        long count = counts.of(status);
                        if (count != 0) {
                            all.put(type + "/" + status, count);
                        }
                    }
                });
        return all;
    }

    /** How many runs there are by type and state, by the rows. */
    Map<String, Long> typeRows() {
        Map<String, Long> all = new TreeMap<>();
        rows().values().stream()
                .filter(TaskRow::isVisible)
                .forEach(row -> all.merge(row.type() + "/" + row.status(), 1L, Long::sum));
        return all;
    }

    /** What memory knows of groups that are not idle. */
    Map<String, String> liveGroups() {
        Map<String, String> all = new TreeMap<>();
        fold.live()
                .groups()
                .all()
                .forEach(group -> all.put(group.groupId(), told(group.groupId(), group.row())));
        return all;
    }

    /** What the table knows of them. */
    Map<String, String> busySummaries() {
        Map<String, String> all = new TreeMap<>();
        summaries()
                .forEach((groupId, row) -> {
                    if (row.condition() != GroupCondition.IDLE) {
                        all.put(groupId, told(groupId, row));
                    }
                });
        return all;
    }

    /** What memory says of a head must be true, or not later than the truth. */
    private String told(String groupId, GroupRow row) {
        LiveGroup live = fold.live().groups().of(groupId);
        TaskRow head = reader.head(groupId, Objects.requireNonNull(reader.group(groupId)));
        if (live != null && head != null) {
            long submitted = head.submittedAtMillis();
            boolean isTrue =
                    live.isExact()
                            ? live.oldestMillis() == submitted
                            : live.oldestMillis() <= submitted;
            if (!isTrue) {
                return "head of " + groupId + " was submitted " + submitted + ", got " + live;
            }
        }
        return row.condition() + " " + row.depth();
    }

    /** How many groups there are, by their state. */
    Map<GroupCondition, Long> groupCount() {
        return fold.live().groups().counts();
    }

    /** How many runs live by the index rows. */
    List<Long> liveRows() {
        LiveCounts fresh = new Index(indexes).counts();
        return GroupCounts.LIVE.stream().map(fresh::of).toList();
    }
}
