package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.time.TimeFormat;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.LiveGroup;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Told;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asks for all groups that are not idle, as short as can be. Where there are more than wanted,
 * those in trouble and the deepest are told.
 *
 * @param limit most groups, positive
 */
public record Wall(int limit) implements Question<List<Wall.Cell>> {
    /** Its kind. */
    public static final String KIND = "wall";

    /** Heads that one answer may read where memory does not know them. */
    private static final int MAX_READS = 2_000;

    private static final List<String> FIELDS =
            List.of("groupId", "state", "depth", "partition", "oldestSubmittedAt", "runningSince");

    private static final Comparator<Cell> ORDER =
            Comparator.comparing((Cell cell) -> cell.state() == GroupCondition.ACTIVE)
                    .thenComparing(Comparator.comparingLong(Cell::depth).reversed());

    /**
     * A group.
     *
     * @param groupId its id
     * @param state what it is doing
     * @param depth how many of its tasks live
     * @param partition where it lives
     * @param oldestMillis when its head was submitted, or a little earlier; 0 if not known
     * @param runningMillis since when its head runs, or 0
     */
    public record Cell(
            String groupId,
            GroupCondition state,
            long depth,
            int partition,
            long oldestMillis,
            long runningMillis) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Cell> answer(List<TableReader> tables) {
        List<Cell> cells = new ArrayList<>();
        int reads = 0;
        for (TableReader table : tables) {
            for (LiveGroup group : table.live().groups().all()) {
                boolean mustRead = !group.isExact() && reads < MAX_READS;
                reads += mustRead ? 1 : 0;
                cells.add(cell(table, mustRead ? headed(table, group) : group));
            }
        }
        return first(cells);
    }

    private static LiveGroup headed(TableReader table, LiveGroup group) {
        TaskRow head = table.head(group.groupId(), group.row());
        if (head == null) {
            return group;
        }
        LiveGroup exact = group.headed(head);
        table.live().groups().found(group, exact);
        return exact;
    }

    private static Cell cell(TableReader table, LiveGroup group) {
        long running = group.runningSinceMillis();
        return new Cell(
                group.groupId(),
                group.row().condition(),
                group.row().depth(),
                table.partition(),
                Math.max(0, group.oldestMillis()),
                running == Told.NEVER ? 0 : running);
    }

    private List<Cell> first(List<Cell> cells) {
        return cells.size() <= limit ? cells : cells.stream().sorted(ORDER).limit(limit).toList();
    }

    @Override
    public List<Cell> merged(List<List<Cell>> answers) {
        return first(answers.stream().flatMap(List::stream).toList());
    }

    @Override
    public boolean needsMemory() {
        return true;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(limit);
    }

    /** Reads the question. */
    public static Wall read(DataInputStream in) throws IOException {
        return new Wall(in.readInt());
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<Cell> answer) throws IOException {
        Wire.writeList(
                out,
                answer,
                (to, cell) -> {
                    Wire.writeText(to, cell.groupId());
                    Wire.writeText(to, cell.state().name());
                    to.writeLong(cell.depth());
                    to.writeInt(cell.partition());
                    to.writeLong(cell.oldestMillis());
                    to.writeLong(cell.runningMillis());
                });
    }

    @Override
    public List<Cell> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(
                in,
                from ->
                        new Cell(
                                Wire.readText(from),
                                GroupCondition.valueOf(Wire.readText(from)),
                                from.readLong(),
                                from.readInt(),
                                from.readLong(),
                                from.readLong()));
    }

    /** The members {@code at}, {@code fields} and {@code rows} of an open object. */
    public static void write(JsonWriter json, List<Cell> cells, long nowMillis) {
        json.field("at", Instant.ofEpochMilli(nowMillis)).name("fields").beginArray();
        FIELDS.forEach(json::value);
        json.endArray().name("rows").beginArray();
        for (Cell cell : cells) {
            json.beginArray().value(cell.groupId()).value(cell.state().name());
            json.value(cell.depth()).value(cell.partition());
            time(json, cell.oldestMillis());
            time(json, cell.runningMillis());
            json.endArray();
        }
        json.endArray();
    }

    private static void time(JsonWriter json, long millis) {
        if (millis == 0) {
            json.value(RawJson.NULL);
        } else {
            json.value(TimeFormat.format(Instant.ofEpochMilli(millis)));
        }
    }
}
