package dev.strand.status.query;

import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the newest run of a task id in every group that has it.
 *
 * @param taskId the id
 * @param groupId only in this group, or null for all
 */
public record FindTask(String taskId, @Nullable String groupId)
        implements Question<List<FoundTask>> {
    /** Its kind. */
    public static final String KIND = "find-task";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FoundTask> answer(List<TableReader> tables) {
        List<FoundTask> found = new ArrayList<>(1);
        for (TableReader table : tables) {
            for (Place place : table.newestRuns(taskId)) {
                boolean isMeant = groupId == null || groupId.equals(place.groupId());
                TaskRow row = isMeant ? table.row(place.groupId(), place.sequence()) : null;
                if (row != null) {
                    found.add(new FoundTask(table.partition(), row));
                }
            }
        }
        return found;
    }

    @Override
    public List<FoundTask> merged(List<List<FoundTask>> answers) {
        return answers.stream().flatMap(List::stream).toList();
    }

    @Override
    public int onlyPartition(int partitions) {
        return groupId == null ? -1 : LocalTables.partitionOf(groupId, partitions);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, taskId);
        Wire.writeText(out, groupId);
    }

    /** Reads the question. */
    public static FindTask read(DataInputStream in) throws IOException {
        return new FindTask(Wire.readText(in), Wire.readOptionalText(in));
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<FoundTask> answer) throws IOException {
        Wire.writeList(out, answer, Rows::writeTask);
    }

    @Override
    public List<FoundTask> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(in, Rows::readTask);
    }
}
