package dev.strand.status.why;

import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.owner.OwnerLine;
import dev.strand.status.owner.Owners;
import dev.strand.status.query.FindGroup;
import dev.strand.status.query.FindTask;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Rows;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what the logs know about a group that waits.
 *
 * @param owners who owns what
 * @param groupId the group
 * @param taskId the task that is asked about, or null for the group as a whole
 */
record WhyQuestion(Owners owners, String groupId, @Nullable String taskId)
        implements Question<List<Situation>> {
    static final String KIND = "why";

    private static final String ALL_HOLD = "~all";
    private static final String TYPE_HOLD = "~type:";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Situation> answer(List<TableReader> tables) {
        List<Situation> found = new ArrayList<>(1);
        for (TableReader table : tables) {
            for (FoundGroup group : new FindGroup(groupId).answer(List.of(table))) {
                List<FoundTask> tasks =
                        taskId == null
                                ? List.of()
                                : new FindTask(taskId, groupId).answer(List.of(table));
                if (taskId == null || !tasks.isEmpty()) {
                    TaskRow head = group.head();
                    found.add(
                            new Situation(
                                    group,
                                    tasks.isEmpty() ? null : tasks.getFirst(),
                                    hold(table, ALL_HOLD),
                                    head == null ? null : hold(table, TYPE_HOLD + head.type()),
                                    owners.of(table)));
                }
            }
        }
        return found;
    }

    private static @Nullable GroupRow hold(TableReader table, String id) {
        GroupRow row = table.group(id);
        return row != null && row.state().paused() ? row : null;
    }

    @Override
    public List<Situation> merged(List<List<Situation>> answers) {
        return answers.stream().flatMap(List::stream).toList();
    }

    @Override
    public int onlyPartition(int partitions) {
        return LocalTables.partitionOf(groupId, partitions);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, groupId);
        Wire.writeText(out, taskId);
    }

    static WhyQuestion read(Owners owners, DataInputStream in) throws IOException {
        return new WhyQuestion(owners, Wire.readText(in), Wire.readOptionalText(in));
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<Situation> answer) throws IOException {
        Wire.writeList(
                out,
                answer,
                (to, situation) -> {
                    Rows.writeGroup(to, situation.group());
                    FoundTask task = situation.task();
                    to.writeBoolean(task != null);
                    if (task != null) {
                        Rows.writeTask(to, task);
                    }
                    writeHold(to, situation.all());
                    writeHold(to, situation.type());
                    situation.owner().write(to);
                });
    }

    private static void writeHold(DataOutputStream out, @Nullable GroupRow hold)
            throws IOException {
        Wire.writeBytes(out, hold == null ? null : hold.encode());
    }

    @Override
    public List<Situation> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(
                in,
                from ->
                        new Situation(
                                Rows.readGroup(from),
                                from.readBoolean() ? Rows.readTask(from) : null,
                                readHold(from),
                                readHold(from),
                                OwnerLine.read(from)));
    }

    private static @Nullable GroupRow readHold(DataInputStream in) throws IOException {
        byte[] row = Wire.readOptionalBytes(in);
        return row == null ? null : GroupRow.decode(row);
    }
}
