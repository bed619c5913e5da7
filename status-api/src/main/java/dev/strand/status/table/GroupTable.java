package dev.strand.status.table;

import dev.strand.core.fold.GroupState;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of the groups of one partition, the index rows by their state, and what memory
 * knows of them. Called from the stream thread only.
 */
final class GroupTable {
    private static final GroupCondition[] CONDITIONS = GroupCondition.values();

    private final Stores stores;
    private final LiveGroups live;

    GroupTable(Stores stores, LiveGroups live) {
        this.stores = stores;
        this.live = live;
        load();
    }

    /** Tells memory of all groups that are not idle. */
    void load() {
        live.clear();
        for (GroupCondition condition : CONDITIONS) {
            byte[] prefix = Keys.groupStatePrefix(condition);
            try (KeyValueIterator<Bytes, byte[]> rows =
                    stores.indexes().range(Bytes.wrap(prefix), Bounds.last(prefix))) {
                while (rows.hasNext()) {
                    String groupId = Keys.rest(rows.next().key, prefix.length);
                    live.opened(condition, groupId, this::row);
                }
            }
        }
    }

    GroupRow row(String groupId) {
        byte[] row = stores.groups().get(Keys.group(groupId));
        return row == null ? GroupRow.NEW : GroupRow.decode(row);
    }

    /**
     * Keeps a summary in place of another.
     *
     * @param run the run that changed it, or null where none did
     */
    void put(String groupId, GroupRow before, GroupRow after, @Nullable TaskRow run) {
        if (after.equals(before)) {
            return;
        }
        live.changed(groupId, before, after, run);
        stores.groups().put(Keys.group(groupId), after.encode());
        if (before.condition() == after.condition()) {
            return;
        }
        if (before.condition() != GroupCondition.IDLE) {
            stores.indexes().delete(Keys.groupState(before.condition(), groupId));
        }
        if (after.condition() != GroupCondition.IDLE) {
            stores.indexes().put(Keys.groupState(after.condition(), groupId), Index.PRESENT);
        }
    }

    /** Makes the index rows of a group's state what they should be. */
    void mendCondition(String groupId) {
        GroupCondition condition = row(groupId).condition();
        for (GroupCondition each : CONDITIONS) {
            if (each == condition && each != GroupCondition.IDLE) {
                stores.indexes().put(Keys.groupState(each, groupId), Index.PRESENT);
            } else {
                stores.indexes().delete(Keys.groupState(each, groupId));
            }
        }
    }

    /**
     * Deletes the summary of a group of which no run is left, unless a command to it has been
     * carried out lately: copies of its record must be known as such.
     *
     * @param before what happened later is late
     */
    void forget(String groupId, Instant before) {
        byte[] row = stores.groups().get(Keys.group(groupId));
        GroupRow group = row == null ? null : GroupRow.decode(row);
        if (group == null || group.condition() != GroupCondition.IDLE || hasRuns(groupId)) {
            return;
        }
        GroupState state = group.state();
        boolean isUntouched = state.command() < 0 && state.purged() < 0;
        boolean isOld =
                (state.since() == null || state.since().isBefore(before))
                        && group.updatedAtMillis() < before.toEpochMilli();
        if (isUntouched || isOld) {
            stores.groups().delete(Keys.group(groupId));
            live.forgotten(groupId);
        }
    }

    private boolean hasRuns(String groupId) {
        byte[] prefix = Keys.groupPrefix(groupId);
        try (KeyValueIterator<Bytes, byte[]> rows =
                stores.indexes().range(Bytes.wrap(prefix), Keys.after(prefix))) {
            return rows.hasNext();
        }
    }
}
