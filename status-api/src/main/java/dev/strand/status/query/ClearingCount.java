package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.Question;
import dev.strand.status.table.Clearing;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks how many runs a clearing would mean. Where that takes too long, the counts are lower bounds.
 *
 * @param statuses how they ended
 * @param beforeMillis and when: earlier than this
 */
public record ClearingCount(Set<TaskStatus> statuses, long beforeMillis)
        implements Question<ClearingCount.Counts> {
    /** Its kind. */
    public static final String KIND = "clearing-count";

    private static final long MOST_NANOS = 1_000_000_000L;
    private static final int LOOKS_AT_ONCE = 64;

    /**
     * The answer.
     *
     * @param byStatus runs that it would mean, by how they ended
     * @param spared runs that it would mean if they did not hold their group
     * @param isCut whether there may be more
     */
    public record Counts(Map<TaskStatus, Long> byStatus, long spared, boolean isCut) {
        /** All that it would mean. */
        public long matching() {
            return byStatus.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Counts answer(List<TableReader> tables) {
        Clearing clearing = Clearing.now(statuses, beforeMillis, System.currentTimeMillis());
        Counting counting = new Counting(clearing, System.nanoTime());
        for (TableReader table : tables) {
            statuses.forEach(status -> counting.count(table, status));
        }
        return new Counts(counting.byStatus, counting.spared, counting.isCut);
    }

    private static final class Counting {
        private final Clearing clearing;
        private final long beganNanos;
        private final Map<TaskStatus, Long> byStatus = new EnumMap<>(TaskStatus.class);
        private long spared;
        private boolean isCut;

        Counting(Clearing clearing, long beganNanos) {
            this.clearing = clearing;
            this.beganNanos = beganNanos;
        }

        private void count(TableReader table, TaskStatus status) {
            TableReader.Span span = new TableReader.Span(0, clearing.beforeMillis(), false);
            int looks = 0;
            try (Walk<Place> walk = table.byStatus(status, span)) {
                for (Place at = walk.peek(); at != null && !isCut; at = walk.peek()) {
                    TaskRow row = table.row(at.groupId(), at.sequence());
                    if (row != null && clearing.means(row)) {
                        byStatus.merge(status, 1L, Long::sum);
                    }
                    spared += row != null && clearing.spares(row) ? 1 : 0;
                    isCut =
                            ++looks % LOOKS_AT_ONCE == 0
                                    && System.nanoTime() - beganNanos > MOST_NANOS;
                    walk.advance();
                }
            }
        }
    }

    @Override
    public Counts merged(List<Counts> answers) {
        Map<TaskStatus, Long> byStatus = new EnumMap<>(TaskStatus.class);
        long spared = 0;
        boolean isCut = false;
        for (Counts counts : answers) {
            counts.byStatus().forEach((status, count) -> byStatus.merge(status, count, Long::sum));
            spared += counts.spared();
            isCut |= counts.isCut();
        }
        return new Counts(byStatus, spared, isCut);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(statuses.size());
        for (TaskStatus status : statuses) {
            out.writeUTF(status.name());
        }
        out.writeLong(beforeMillis);
    }

    static ClearingCount read(DataInputStream in) throws IOException {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            statuses.add(TaskStatus.valueOf(in.readUTF()));
        }
        return new ClearingCount(statuses, in.readLong());
    }

    @Override
    public void writeAnswer(DataOutputStream out, Counts answer) throws IOException {
        out.writeInt(answer.byStatus().size());
        for (Map.Entry<TaskStatus, Long> count : answer.byStatus().entrySet()) {
            out.writeUTF(count.getKey().name());
            out.writeLong(count.getValue());
        }
        out.writeLong(answer.spared());
        out.writeBoolean(answer.isCut());
    }

    @Override
    public Counts readAnswer(DataInputStream in) throws IOException {
        Map<TaskStatus, Long> byStatus = new EnumMap<>(TaskStatus.class);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            byStatus.put(TaskStatus.valueOf(in.readUTF()), in.readLong());
        }
        return new Counts(byStatus, in.readLong(), in.readBoolean());
    }
}
