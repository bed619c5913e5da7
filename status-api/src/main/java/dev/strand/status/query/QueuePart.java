package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Asks for runs of a group: those that live, in order, or those that have ended, latest places
 * first.
 *
 * @param groupId the group
 * @param hasEnded which of the two
 * @param from of those that live: only from this sequence on
 * @param limit most runs, positive
 */
record QueuePart(String groupId, boolean hasEnded, long from, int limit)
        implements Question<List<FoundTask>> {
    static final String KIND = "queue-part";

    private static final int MAX_LOOKS = 5_000;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FoundTask> answer(List<TableReader> tables) {
        List<FoundTask> found = new ArrayList<>();
        for (TableReader table : tables) {
            GroupRow group = table.group(groupId);
            if (group != null) {
                read(table, group).forEach(row -> found.add(new FoundTask(table.partition(), row)));
            }
        }
        return found;
    }

    private List<TaskRow> read(TableReader table, GroupRow group) {
        List<Walk<Place>> walks = new ArrayList<>();
        try {
            boolean _ = table.atOneMoment(() -> walks.addAll(open(table, group)));
            return merged(walks, table);
        } finally {
            walks.forEach(Walk::close);
        }
    }

    private List<Walk<Place>> open(TableReader table, GroupRow group) {
        List<Walk<Place>> walks = new ArrayList<>();
        for (TaskStatus status : TaskStatus.values()) {
            if (hasEnded && status.isTerminal()) {
                walks.add(table.byGroup(groupId, status, 0, Long.MAX_VALUE));
            } else if (!hasEnded && !status.isTerminal()) {
                walks.add(table.inOrder(groupId, status, Math.max(from, group.headFrom())));
            }
        }
        return walks;
    }

    private List<TaskRow> merged(List<Walk<Place>> walks, TableReader table) {
        Comparator<Walk<Place>> inOrder = Comparator.comparingLong(QueuePart::sequence);
        PriorityQueue<Walk<Place>> next =
                new PriorityQueue<>(hasEnded ? inOrder.reversed() : inOrder);
        walks.stream().filter(walk -> walk.peek() != null).forEach(next::add);
        List<TaskRow> found = new ArrayList<>();
        for (int looks = 0; !next.isEmpty() && found.size() < limit && looks < MAX_LOOKS; looks++) {
            Walk<Place> walk = next.remove();
            Place place = walk.peek();
            TaskRow row = place == null ? null : table.row(place.groupId(), place.sequence());
            boolean isKnown =
                    !found.isEmpty() && row != null && found.getLast().id().equals(row.id());
            if (row != null && row.status().isTerminal() == hasEnded && !isKnown) {
                found.add(row);
            }
            walk.advance();
            if (walk.peek() != null) {
                next.add(walk);
            }
        }
        return found;
    }

    private static long sequence(Walk<Place> walk) {
        Place place = walk.peek();
        return place == null ? Long.MAX_VALUE : place.sequence();
    }

    @Override
    public List<FoundTask> merged(List<List<FoundTask>> answers) {
        return answers.stream().flatMap(List::stream).limit(limit).toList();
    }

    @Override
    public int onlyPartition(int partitions) {
        return LocalTables.partitionOf(groupId, partitions);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, groupId);
        out.writeBoolean(hasEnded);
        out.writeLong(from);
        out.writeInt(limit);
    }

    static QueuePart read(DataInputStream in) throws IOException {
        return new QueuePart(Wire.readText(in), in.readBoolean(), in.readLong(), in.readInt());
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
