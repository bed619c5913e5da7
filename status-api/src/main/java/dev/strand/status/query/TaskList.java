package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a part of a list of tasks.
 *
 * @param filter which tasks
 * @param order in which order
 * @param newestRunsOnly whether runs are left out that their task has been run again after
 * @param limit most tasks, positive
 * @param after key of the task that the page before ended with, or null for the first page
 * @param counts whether the length of the whole list is wanted, where counters know it
 */
public record TaskList(
        TaskFilter filter,
        TaskOrder order,
        boolean newestRunsOnly,
        int limit,
        @Nullable Bytes after,
        boolean counts)
        implements Question<Slice<FoundTask>> {
    /** Its kind. */
    public static final String KIND = "task-list";

    /** The first page. */
    public static TaskList first(TaskFilter filter, TaskOrder order, int limit) {
        return new TaskList(filter, order, false, limit, null, false);
    }

    /** The page after a key, or the first. */
    public TaskList after(@Nullable Bytes key) {
        return new TaskList(filter, order, newestRunsOnly, limit, key, counts);
    }

    /** Without runs that their task has been run again after. */
    public TaskList ofNewestRuns() {
        return new TaskList(filter, order, true, limit, after, counts);
    }

    /** With the length of the list, where it is known. */
    public TaskList counted(boolean isWanted) {
        return new TaskList(filter, order, newestRunsOnly, limit, after, isWanted);
    }

    /** Names the list for its cursors. */
    public String name() {
        return filter.name() + "/" + order + newestRunsOnly;
    }

    @Nullable TaskPlace from() {
        return after == null ? null : TaskPlace.read(order, after);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Slice<FoundTask> answer(List<TableReader> tables) {
        long now = System.currentTimeMillis();
        Slice<FoundTask> found = TaskPages.read(tables, this, now);
        boolean isCounted = counts && !newestRunsOnly;
        return isCounted
                ? new Slice<>(found.items(), found.reached(), TaskTotals.of(tables, filter, now))
                : found;
    }

    @Override
    public Slice<FoundTask> merged(List<Slice<FoundTask>> answers) {
        return Slice.merged(answers, limit);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeList(
                out,
                List.copyOf(filter.statuses()),
                (to, status) -> {
                    Wire.writeText(to, status.name());
                });
        Wire.writeText(out, filter.type());
        Wire.writeText(out, filter.groupId());
        Wire.writeList(
                out,
                List.copyOf(filter.labels().entrySet()),
                (to, label) -> {
                    Wire.writeText(to, label.getKey());
                    Wire.writeText(to, label.getValue());
                });
        out.writeLong(filter.fromMillis());
        out.writeLong(filter.toMillis());
        Wire.writeText(out, filter.error());
        Wire.writeText(out, order.name());
        out.writeBoolean(newestRunsOnly);
        out.writeInt(limit);
        Wire.writeKey(out, after);
        out.writeBoolean(counts);
    }

    /** Reads the question. */
    public static TaskList read(DataInputStream in) throws IOException {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        statuses.addAll(Wire.readList(in, from -> TaskStatus.valueOf(Wire.readText(from))));
        String type = Wire.readOptionalText(in);
        String groupId = Wire.readOptionalText(in);
        Map<String, String> labels = new TreeMap<>();
        Wire.readList(in, from -> Map.entry(Wire.readText(from), Wire.readText(from)))
                .forEach(label -> labels.put(label.getKey(), label.getValue()));
        TaskFilter filter =
                new TaskFilter(
                        statuses,
                        type,
                        groupId,
                        labels,
                        in.readLong(),
                        in.readLong(),
                        Wire.readOptionalText(in));
        TaskOrder order = TaskOrder.valueOf(Wire.readText(in));
        return new TaskList(
                filter,
                order,
                in.readBoolean(),
                in.readInt(),
                Wire.readOptionalKey(in),
                in.readBoolean());
    }

    @Override
    public void writeAnswer(DataOutputStream out, Slice<FoundTask> answer) throws IOException {
        Rows.writeSlice(out, answer, Rows::writeTask);
    }

    @Override
    public Slice<FoundTask> readAnswer(DataInputStream in) throws IOException {
        return Rows.readSlice(in, Rows::readTask);
    }
}
