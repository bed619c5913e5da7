package dev.strand.status.query;

import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.LiveGroups;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a group. The answer is empty where nothing of it was ever read, and has several where
 * producers have put it in several partitions.
 *
 * @param groupId its id
 */
public record FindGroup(String groupId) implements Question<List<FoundGroup>> {
    /** Its kind. */
    public static final String KIND = "find-group";

    static @Nullable FoundGroup find(TableReader table, String groupId) {
        GroupRow row = LiveGroups.isReserved(groupId) ? null : table.group(groupId);
        if (row == null) {
            return null;
        }
        TaskRow head = row.depth() == 0 ? null : table.head(groupId, row);
        return new FoundGroup(table.partition(), groupId, row, head);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FoundGroup> answer(List<TableReader> tables) {
        List<FoundGroup> found = new ArrayList<>(1);
        for (TableReader table : tables) {
            FoundGroup group = find(table, groupId);
            if (group != null) {
                found.add(group);
            }
        }
        return found;
    }

    @Override
    public List<FoundGroup> merged(List<List<FoundGroup>> answers) {
        return answers.stream().flatMap(List::stream).toList();
    }

    @Override
    public int onlyPartition(int partitions) {
        return LocalTables.partitionOf(groupId, partitions);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, groupId);
    }

    /** Reads the question. */
    public static FindGroup read(DataInputStream in) throws IOException {
        return new FindGroup(Wire.readText(in));
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<FoundGroup> answer) throws IOException {
        Wire.writeList(out, answer, Rows::writeGroup);
    }

    @Override
    public List<FoundGroup> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(in, Rows::readGroup);
    }
}
