package dev.strand.status.query;

import dev.strand.status.fleet.Question;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for one run of a task id in every group that has it. A run in whose place a later one runs
 * has no row of its own any more: its attempts are with that one's.
 *
 * @param task the id, and where
 * @param run which run, from 1
 */
public record FindRun(FindTask task, int run) implements Question<List<FoundTask>> {
    /** Its kind. */
    public static final String KIND = "find-run";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FoundTask> answer(List<TableReader> tables) {
        List<FoundTask> found = new ArrayList<>(1);
        for (TableReader table : tables) {
            for (Place place : table.runs(task.taskId(), false)) {
                boolean isMeant = task.groupId() == null || task.groupId().equals(place.groupId());
                TaskRow row = isMeant ? table.row(place.groupId(), place.sequence()) : null;
                if (row != null && row.id().run() == run) {
                    found.add(new FoundTask(table.partition(), row));
                }
            }
        }
        return found;
    }

    @Override
    public List<FoundTask> merged(List<List<FoundTask>> answers) {
        return task.merged(answers);
    }

    @Override
    public int onlyPartition(int partitions) {
        return task.onlyPartition(partitions);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        task.write(out);
        out.writeInt(run);
    }

    /** Reads the question. */
    public static FindRun read(DataInputStream in) throws IOException {
        return new FindRun(FindTask.read(in), in.readInt());
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<FoundTask> answer) throws IOException {
        task.writeAnswer(out, answer);
    }

    @Override
    public List<FoundTask> readAnswer(DataInputStream in) throws IOException {
        return task.readAnswer(in);
    }
}
