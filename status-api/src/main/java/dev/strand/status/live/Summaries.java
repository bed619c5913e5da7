package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.GroupJson;
import dev.strand.status.stats.Stats;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.LiveGroups;
import dev.strand.status.table.TableReader;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What streams carry besides tasks: groups that have changed, twice a second, and figures, once a
 * second. Made once for all streams. For use by several threads.
 */
@Singleton
class Summaries {
    private static final int GROUP_TICKS = 5;
    private static final int STATS_TICKS = 10;
    private static final int MAX_GROUPS = 1_000;
    private static final int MAX_WAITING = 50_000;

    private final LocalTables tables;
    private final Stats stats;
    private final Map<String, Integer> changed = new LinkedHashMap<>();

    Summaries(LocalTables tables, Stats stats) {
        this.tables = tables;
        this.stats = stats;
    }

    /**
     * What is to be told now.
     *
     * @param local groups of this instance, or null if none are due
     * @param all groups of all instances, or null if none are due
     * @param figures figures, or null if none are due
     */
    record Due(
            @Nullable GroupUpdates local,
            @Nullable GroupUpdates all,
            @Nullable SharedFrame figures) {
        void offerTo(EventStream stream) {
            GroupUpdates groups = stream.isLocal() ? local : all;
            if (groups != null) {
                stream.offer(groups);
            }
            if (figures != null) {
                stream.offerStats(figures);
            }
        }
    }

    synchronized void changed(int partition, String groupId) {
        if (changed.size() < MAX_WAITING && !LiveGroups.isReserved(groupId)) {
            changed.put(groupId, partition);
        }
    }

    /**
     * What is due at a tick.
     *
     * @param isForClients whether anybody wants figures
     * @param others groups that other instances have told
     */
    Due due(long tick, boolean isForClients, Map<String, RawJson> others) {
        GroupUpdates local = tick % GROUP_TICKS == 0 ? groups() : null;
        Map<String, RawJson> all = new HashMap<>(others);
        if (local != null) {
            all.putAll(local.groups());
        }
        boolean isStats = isForClients && tick % STATS_TICKS == 0;
        return new Due(
                local, all.isEmpty() ? null : new GroupUpdates(all), isStats ? figures() : null);
    }

    private @Nullable SharedFrame figures() {
        try {
            return new SharedFrame(EventStream.STATS, stats.summary().toString());
        } catch (ProblemException | InvalidStateStoreException e) {
            return null;
        }
    }

    private @Nullable GroupUpdates groups() {
        Map<String, Integer> taken = take();
        if (taken.isEmpty()) {
            return null;
        }
        Map<String, RawJson> groups = new HashMap<>();
        try {
            List<TableReader> open = tables.all();
            taken.forEach((groupId, partition) -> {
                for (TableReader table : open) {
                    GroupRow row = table.partition() == partition ? table.group(groupId) : null;
                    if (row != null) {
                        groups.put(
                                groupId,
                                GroupJson.of(
                                        partition,
                                        groupId,
                                        row,
                                        table.live().groups().of(groupId)));
                    }
                }
            });
        } catch (ProblemException | InvalidStateStoreException e) {
            return null;
        }
        return groups.isEmpty() ? null : new GroupUpdates(groups);
    }

    private synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new HashMap<>();
        Iterator<Map.Entry<String, Integer>> each = changed.entrySet().iterator();
        while (each.hasNext() && taken.size() < MAX_GROUPS) {
            Map.Entry<String, Integer> next = each.next();
            taken.put(next.getKey(), next.getValue());
            each.remove();
        }
        return taken;
    }
}
