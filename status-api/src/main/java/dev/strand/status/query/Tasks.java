package dev.strand.status.query;

import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds single tasks. For use by several threads. */
@Singleton
public class Tasks {
    private final LocalTables tables;

    Tasks(LocalTables tables) {
        this.tables = tables;
    }

    /**
     * The newest run of a task id in every group that has it.
     *
     * @param groupId only in this group, or null for all
     */
    public List<FoundTask> find(String taskId, @Nullable String groupId) {
        List<FoundTask> found = new ArrayList<>(1);
        for (TableReader table : groupId == null ? tables.all() : tables.likelyFor(groupId)) {
            for (Place place : table.newestRuns(taskId)) {
                boolean isMeant = groupId == null || groupId.equals(place.groupId());
                TaskRow row = isMeant ? table.row(place.groupId(), place.sequence()) : null;
                if (row != null) {
                    found.add(new FoundTask(table.partition(), row));
                }
            }
            if (groupId != null && !found.isEmpty()) {
                return found;
            }
        }
        return found;
    }

    /** The run at a place, or null. */
    public @Nullable FoundTask at(int partition, String groupId, long sequence) {
        for (TableReader table : tables.all()) {
            if (table.partition() == partition) {
                TaskRow row = table.row(groupId, sequence);
                return row == null ? null : new FoundTask(partition, row);
            }
        }
        return null;
    }
}
