package dev.strand.status.stats;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.stats.Figures.Hold;
import dev.strand.status.stats.Figures.Step;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.StatusCounts;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Asks for the figures. */
record StatsQuestion(LocalFigures figures) implements Question<Figures> {
    static final String KIND = "stats";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean needsMemory() {
        return true;
    }

    @Override
    public void write(DataOutputStream out) {
        // There is nothing to say.
    }

    @Override
    public Figures answer(List<TableReader> tables) {
        return figures.of(tables, System.currentTimeMillis());
    }

    @Override
    public Figures merged(List<Figures> answers) {
        return Figures.sum(answers);
    }

    @Override
    public void writeAnswer(DataOutputStream out, Figures answer) throws IOException {
        Wire.writeList(
                out,
                List.copyOf(answer.tasks().entrySet()),
                (to, each) -> {
                    Wire.writeText(to, each.getKey().name());
                    to.writeLong(each.getValue());
                });
        Wire.writeList(
                out,
                List.copyOf(answer.byType().entrySet()),
                (to, each) -> {
                    Wire.writeText(to, each.getKey());
                    for (TaskStatus status : TaskStatus.values()) {
                        to.writeLong(each.getValue().of(status));
                    }
                });
        Wire.writeList(
                out,
                List.copyOf(answer.groups().entrySet()),
                (to, each) -> {
                    Wire.writeText(to, each.getKey().name());
                    to.writeLong(each.getValue());
                });
        out.writeLong(answer.oldestMillis());
        Wire.writeList(out, answer.history(), StatsQuestion::writeStep);
        writeHistogram(out, answer.waits());
        writeHistogram(out, answer.runs());
        Wire.writeList(
                out,
                answer.holds(),
                (to, hold) -> {
                    Wire.writeText(to, hold.id());
                    Wire.writeText(to, hold.reason());
                    Wire.writeText(to, hold.by());
                });
    }

    private static void writeStep(DataOutputStream out, Step step) throws IOException {
        out.writeLong(step.atMillis());
        out.writeLong(step.submitted());
        out.writeLong(step.completed());
        out.writeLong(step.failed());
        out.writeLong(step.backlog());
    }

    private static void writeHistogram(DataOutputStream out, Histogram histogram)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        Wire.writeBytes(out, bytes);
    }

    @Override
    public Figures readAnswer(DataInputStream in) throws IOException {
        Map<TaskStatus, Long> tasks = new EnumMap<>(TaskStatus.class);
        Wire.readList(
                        in,
                        from -> Map.entry(TaskStatus.valueOf(Wire.readText(from)), from.readLong()))
                .forEach(each -> tasks.put(each.getKey(), each.getValue()));
        Map<String, StatusCounts> byType = new TreeMap<>();
        Wire.readList(in, from -> Map.entry(Wire.readText(from), readCounts(from)))
                .forEach(each -> byType.put(each.getKey(), each.getValue()));
        Map<GroupCondition, Long> groups = new EnumMap<>(GroupCondition.class);
        Wire.readList(
                        in,
                        from ->
                                Map.entry(
                                        GroupCondition.valueOf(Wire.readText(from)),
                                        from.readLong()))
                .forEach(each -> groups.put(each.getKey(), each.getValue()));
        return new Figures(
                tasks,
                byType,
                groups,
                in.readLong(),
                Wire.readList(in, StatsQuestion::readStep),
                readHistogram(in),
                readHistogram(in),
                Wire.readList(
                        in,
                        from ->
                                new Hold(
                                        Wire.readText(from),
                                        Wire.readText(from),
                                        Wire.readText(from))));
    }

    private static StatusCounts readCounts(DataInputStream in) throws IOException {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, in.readLong());
        }
        return StatusCounts.of(counts);
    }

    private static Step readStep(DataInputStream in) throws IOException {
        return new Step(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    private static Histogram readHistogram(DataInputStream in) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Wire.readBytes(in));
            return Histogram.decodeFromCompressedByteBuffer(bytes, Latency.MAX_MILLIS);
        } catch (DataFormatException e) {
            throw new IOException("not a histogram", e);
        }
    }
}
