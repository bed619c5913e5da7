package dev.strand.status.table;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of one partition. Every list is a walk over an index from where it begins, never
 * a scan. An index row is a hint: whoever follows it compares it with the row that it leads to. All
 * methods throw {@code InvalidStateStoreException} while the partition moves. For use by several
 * threads.
 *
 * @param partition which
 * @param live how many runs live in it
 */
public record TableReader(
        int partition,
        LiveCounts live,
        ReadOnlyKeyValueStore<Bytes, byte[]> tasks,
        ReadOnlyKeyValueStore<Bytes, byte[]> groups,
        ReadOnlyKeyValueStore<Bytes, byte[]> indexes) {

    /** The run at this place, or null; one that cannot be shown yet is null too. */
    public @Nullable TaskRow row(String groupId, long sequence) {
        byte[] row = tasks.get(Keys.task(groupId, sequence));
        if (row == null) {
            return null;
        }
        TaskRow decoded = TaskRowCodec.decode(groupId, sequence, row);
        return decoded.isVisible() ? decoded : null;
    }

    /** The newest run of a task id in each group that has it. */
    public List<Place> newestRuns(String taskId) {
        return runs(taskId, true);
    }

    /** The last {@value IdRow#MAX_RUNS} runs of a task id in each group, or only the newest. */
    public List<Place> runs(String taskId, boolean isNewestOnly) {
        List<Place> places = new ArrayList<>(1);
        byte[] prefix = Keys.idPrefix(taskId);
        try (KeyValueIterator<Bytes, byte[]> rows =
                indexes.range(Bytes.wrap(prefix), Keys.after(prefix))) {
            while (rows.hasNext()) {
                var row = rows.next();
                String groupId = Keys.rest(row.key, prefix.length);
                IdRow ids = IdRow.decode(row.value);
                for (Seen run : isNewestOnly ? List.of(newest(groupId, ids)) : ids.runs()) {
                    places.add(new Place(groupId, run.sequence(), run.at().toEpochMilli()));
                }
            }
        }
        return places;
    }

    /** The newest run that has not been forgotten, or simply the newest if all have. */
    private Seen newest(String groupId, IdRow row) {
        for (Seen run : row.runs().reversed()) {
            if (row.runs().size() == 1 || tasks.get(Keys.task(groupId, run.sequence())) != null) {
                return run;
            }
        }
        return row.newest();
    }

    /** Whether a run is the newest of its task id in its group. */
    public boolean isNewest(TaskRow row) {
        byte[] runs = indexes.get(Keys.id(row.id().groupId(), row.id().taskId()));
        IdRow known = IdRow.decode(runs);
        return known.equals(IdRow.NONE) || known.newest().sequence() == row.id().sequence();
    }

    /** Whether there are lists of runs in whatever state, by time and by type. */
    public boolean hasLists() {
        return IndexUpgrade.isComplete(indexes);
    }

    /**
     * Opens several lists as they are at one moment: a run that moves from one of them to another
     * is in at least one. A copy of a table does not know when a run moves and may lack it.
     *
     * @param opening opens them and does no more than that: the table waits meanwhile
     */
    public <T> T atOneMoment(Supplier<T> opening) {
        return live.moves().atOneMoment(opening);
    }

    /** Runs in whatever state; only where {@link #hasLists()}. */
    public Walk<Place> byTime(Span span) {
        return inSpan(Keys.timePrefix(), span);
    }

    /** Runs of a type in whatever state; only where {@link #hasLists()}. */
    public Walk<Place> byType(String type, Span span) {
        return inSpan(Keys.typePrefix(type), span);
    }

    /** Runs in a state. */
    public Walk<Place> byStatus(TaskStatus status, Span span) {
        return inSpan(Keys.statusPrefix(status), span);
    }

    /** Runs of a type in a state. */
    public Walk<Place> byType(String type, TaskStatus status, Span span) {
        return inSpan(Keys.typePrefix(type, status), span);
    }

    /** Queued runs that have a due time, past or not. */
    public Walk<Place> byDue(Span span) {
        return inSpan(Keys.duePrefix(), span);
    }

    /**
     * Runs with all of these labels, in whatever state.
     *
     * @param labels at least one
     */
    public Walk<Place> byLabels(Map<String, String> labels, Span span) {
        List<byte[]> prefixes = new ArrayList<>();
        labels.forEach((name, value) -> prefixes.add(Keys.labelPrefix(name, value)));
        byte[] first = prefixes.getFirst();
        if (prefixes.size() == 1) {
            return inSpan(first, span);
        }
        List<KeyWalk> lists = prefixes.stream().map(prefix -> keys(prefix, span)).toList();
        return new Walk<>(
                new SharedKeys(lists), row -> Keys.placeOfNewestFirst(row.key, first.length));
    }

    private KeyWalk keys(byte[] prefix, Span span) {
        return new KeyWalk(
                indexes, prefix, span.newest(prefix), span.oldest(prefix), span.isOldestFirst());
    }

    /**
     * Which part of a list, and in which order.
     *
     * @param fromMillis runs submitted then or later
     * @param toMillis runs submitted then or earlier
     * @param isOldestFirst whether the oldest come first
     */
    public record Span(long fromMillis, long toMillis, boolean isOldestFirst) {
        /** Everything. */
        public static final Span ALL = new Span(0, Long.MAX_VALUE, false);

        /** The part of it in which there may be runs in a state, or at all. */
        public Span within(LiveTimes times, @Nullable TaskStatus status) {
            return new Span(
                    Math.max(fromMillis, times.oldest(status)),
                    Math.min(toMillis, times.newest(status)),
                    isOldestFirst);
        }

        /** Whether nothing can be in it. */
        public boolean isEmpty() {
            return fromMillis > toMillis;
        }

        private Bytes newest(byte[] prefix) {
            return Keys.startingAt(prefix, toMillis);
        }

        private Bytes oldest(byte[] prefix) {
            return fromMillis <= 0 ? Bounds.last(prefix) : Keys.startingAt(prefix, fromMillis - 1);
        }
    }

    private Walk<Place> inSpan(byte[] prefix, Span span) {
        Bytes newest = span.newest(prefix);
        Bytes oldest = span.oldest(prefix);
        return new Walk<>(
                span.isOldestFirst()
                        ? indexes.reverseRange(newest, oldest)
                        : indexes.range(newest, oldest),
                row -> Keys.placeOfNewestFirst(row.key, prefix.length));
    }

    /** Runs of a group in a state, latest places first, from a sequence on and below another. */
    public Walk<Place> byGroup(String groupId, TaskStatus status, long from, long below) {
        byte[] prefix = Keys.groupPrefix(groupId, status);
        return ofGroup(
                groupId,
                indexes.reverseRange(Keys.inOrder(prefix, from), Keys.inOrder(prefix, below - 1)));
    }

    /** Runs of a group in a state, oldest first, from a sequence on. */
    public Walk<Place> inOrder(String groupId, TaskStatus status, long from) {
        byte[] prefix = Keys.groupPrefix(groupId, status);
        return ofGroup(
                groupId,
                indexes.range(Keys.inOrder(prefix, from), Keys.inOrder(prefix, Long.MAX_VALUE)));
    }

    /** Runs of a group in whatever state, latest places first, below a sequence. */
    public Walk<Place> byGroup(String groupId, long below) {
        return ofGroup(
                groupId, tasks.reverseRange(Keys.task(groupId, 0), Keys.task(groupId, below - 1)));
    }

    /** Runs of a group in whatever state, oldest first, from a sequence on. */
    public Walk<Place> inOrder(String groupId, long from) {
        return ofGroup(
                groupId, tasks.range(Keys.task(groupId, from), Keys.task(groupId, Long.MAX_VALUE)));
    }

    private static Walk<Place> ofGroup(String groupId, KeyValueIterator<Bytes, byte[]> rows) {
        return new Walk<>(rows, row -> new Place(groupId, Keys.sequenceOfTask(row.key), 0));
    }

    /** The summary of a group, or null if nothing of it was ever read. */
    public @Nullable GroupRow group(String groupId) {
        byte[] row = groups.get(Keys.group(groupId));
        return row == null ? null : GroupRow.decode(row);
    }

    /** The first run of a group that lives, or null. */
    public @Nullable TaskRow head(String groupId, GroupRow group) {
        long first = atOneMoment(() -> GroupCounts.firstLive(indexes, groupId, group.headFrom()));
        return first == GroupCounts.NOWHERE ? null : row(groupId, first);
    }

    /** Ids of all groups in the order of their bytes, from one on. */
    public Walk<String> groups(String from) {
        return new Walk<>(groups.range(Keys.group(from), null), row -> Keys.text(row.key));
    }

    /** Ids of the groups in a state other than IDLE, in the order of their bytes, from one on. */
    public Walk<String> groups(GroupCondition state, String from) {
        byte[] prefix = Keys.groupStatePrefix(state);
        return new Walk<>(
                indexes.range(Keys.groupState(state, from), Bounds.last(prefix)),
                row -> Keys.rest(row.key, prefix.length));
    }

    /** Who owns the partition, as its log says. */
    public Ownership ownership() {
        return OwnershipRow.decode(indexes.get(TaskTable.OWNERSHIP)).ownership();
    }
}
