package dev.strand.status.table;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one partition that are not idle, in memory, so that lists by depth and by age and
 * the view of all groups need no index that every task would have to move. Bounded: beyond {@link
 * #MANY} groups those with a single task and nothing wrong are left out, beyond {@link #MOST} all.
 * Written by the stream thread, read by all.
 */
public final class LiveGroups {
    static final int MANY = 10_000;
    static final int MOST = 30_000;

    /** Group ids with this in front stand for a type or for everything. */
    private static final char RESERVED = '~';

    private final Map<String, LiveGroup> groups = new ConcurrentHashMap<>();
    private final Map<String, GroupRow> holds = new ConcurrentHashMap<>();
    private final Map<GroupCondition, AtomicLong> byCondition;
    private final AtomicLong known = new AtomicLong();
    private volatile boolean counted;

    LiveGroups() {
        Map<GroupCondition, AtomicLong> counts = new EnumMap<>(GroupCondition.class);
        for (GroupCondition condition : GroupCondition.values()) {
            counts.put(condition, new AtomicLong());
        }
        byCondition = Collections.unmodifiableMap(counts);
    }

    /** Whether the id stands for a type or for everything. */
    public static boolean isReserved(String groupId) {
        return !groupId.isEmpty() && groupId.charAt(0) == RESERVED;
    }

    /** A live view of the groups that are kept here. */
    public Collection<LiveGroup> all() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** What is known of a group, or null where it is idle or left out. */
    public @Nullable LiveGroup of(String groupId) {
        return groups.get(groupId);
    }

    /** What is held besides groups: by the ids that stand for types and for everything. */
    public Map<String, GroupRow> holds() {
        return Collections.unmodifiableMap(holds);
    }

    /** How many groups are not idle, by their state. */
    public Map<GroupCondition, Long> counts() {
        Map<GroupCondition, Long> counts = new EnumMap<>(GroupCondition.class);
        long live = 0;
        for (GroupCondition condition : GroupCondition.values()) {
            long count = counter(condition).get();
            live += count;
            counts.put(condition, count);
        }
        counts.put(GroupCondition.IDLE, counted ? Math.max(0, known.get() - live) : 0);
        return counts;
    }

    /** Whether every group that is not idle is kept here. */
    public boolean isComplete() {
        long live = 0;
        for (GroupCondition condition : GroupCondition.values()) {
            live += counter(condition).get();
        }
        return groups.size() >= live;
    }

    /** Remembers what was found about the head of a group, unless it has moved since. */
    public void found(LiveGroup was, LiveGroup is) {
        groups.replace(was.groupId(), was, is);
    }

    /** Forgets all groups but not how many there are, to be told of them anew. */
    void clear() {
        groups.clear();
        holds.clear();
        for (GroupCondition condition : GroupCondition.values()) {
            counter(condition).set(0);
        }
    }

    /** Adds a group that the table holds in a state. */
    void opened(GroupCondition condition, String groupId, Function<String, GroupRow> rows) {
        boolean isKept = isReserved(groupId) || groups.size() < MOST;
        GroupRow row = isKept ? rows.apply(groupId) : null;
        if (row != null && row.condition() != condition) {
            return;
        }
        if (row != null && isReserved(groupId)) {
            holds.put(groupId, row);
            return;
        }
        counter(condition).incrementAndGet();
        if (row != null && admits(row)) {
            groups.put(groupId, LiveGroup.unknown(groupId, row));
        }
    }

    /** Adds to the number of groups that the table held at the opening, idle ones too. */
    void counted(long groupsAtOpening) {
        known.addAndGet(groupsAtOpening);
        counted = true;
    }

    /** The summary of an idle group has been deleted. */
    void forgotten(String groupId) {
        groups.remove(groupId);
        known.decrementAndGet();
    }

    /**
     * The summary of a group has changed.
     *
     * @param run the run that changed it, or null where none did
     */
    void changed(String groupId, GroupRow before, GroupRow after, @Nullable TaskRow run) {
        if (isReserved(groupId)) {
            holds.put(groupId, after);
            return;
        }
        count(before, after);
        if (after.condition() == GroupCondition.IDLE) {
            groups.remove(groupId);
            return;
        }
        LiveGroup was = groups.get(groupId);
        if (was == null && !admits(after)) {
            return;
        }
        LiveGroup known = was == null ? LiveGroup.unknown(groupId, before) : was;
        groups.put(groupId, run == null ? known.with(after) : known.after(after, run));
    }

    private void count(GroupRow before, GroupRow after) {
        if (before.equals(GroupRow.NEW)) {
            known.incrementAndGet();
        }
        if (before.condition() != after.condition()) {
            if (before.condition() != GroupCondition.IDLE) {
                counter(before.condition()).decrementAndGet();
            }
            if (after.condition() != GroupCondition.IDLE) {
                counter(after.condition()).incrementAndGet();
            }
        }
    }

    private AtomicLong counter(GroupCondition condition) {
        return Objects.requireNonNull(byCondition.get(condition));
    }

    private boolean admits(GroupRow row) {
        boolean isPlain = row.condition() == GroupCondition.ACTIVE && row.depth() <= 1;
        return groups.size() < (isPlain ? MANY : MOST);
    }
}
