package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.query.Groups.FoundGroup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue of a group in its order, and what has ended in it. For use by several threads. */
@Singleton
public class QueuePages {
    private final Fleet fleet;

    QueuePages(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * A page of a queue.
     *
     * @param firstPosition position of the first task, from 1 for the head
     * @param tasks in order
     * @param nextCursor where the next page begins, or null if there is none
     */
    public record Page(long firstPosition, List<FoundTask> tasks, @Nullable String nextCursor) {

        /** The tasks, each with its {@code position}. */
        public List<RawJson> json(long nowMillis) {
            List<RawJson> items = new ArrayList<>(tasks.size());
            for (FoundTask task : tasks) {
                JsonWriter position = new JsonWriter(32).beginObject();
                position.field("position", firstPosition + items.size()).endObject();
                items.add(
                        Json.merged(
                                List.of(
                                        RawJson.ofUtf8(position.toByteArray()),
                                        TaskJson.summary(
                                                task.partition(), task.row(), nowMillis))));
            }
            return items;
        }
    }

    private record From(long sequence, long position) {
        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES).putLong(sequence).putLong(position).array();
        }

        static From read(ByteBuffer in) {
            return new From(in.getLong(), in.getLong());
        }
    }

    /**
     * Reads one page. Positions of later pages count from the first page: they are as old as that.
     *
     * @param cursor {@code nextCursor} of the page before, or null for the head of the queue
     */
    public Page read(FoundGroup group, int limit, @Nullable String cursor) {
        String list = "queue/" + group.groupId();
        From from = cursor == null ? new From(0, 1) : Cursor.decode(list, cursor, From::read);
        List<FoundTask> rows = read(group, false, from.sequence(), limit + 1);
        if (rows.size() <= limit) {
            return new Page(from.position(), rows, null);
        }
        From next = new From(rows.getLast().row().id().sequence(), from.position() + limit);
        return new Page(from.position(), rows.subList(0, limit), Cursor.encode(list, next.bytes()));
    }

    /** The runs of a group that have ended, latest places first. */
    public List<FoundTask> recent(FoundGroup group, int limit) {
        return read(group, true, 0, limit);
    }

    private List<FoundTask> read(FoundGroup group, boolean hasEnded, long from, int limit) {
        QueuePart question = new QueuePart(group.groupId(), hasEnded, from, limit);
        boolean isAtHome = question.onlyPartition(fleet.partitions()) == group.partition();
        Answer<List<FoundTask>> answer = isAtHome ? fleet.ask(question) : fleet.askAll(question);
        if (answer.coverage().isPartial()) {
            throw Tasks.unknown(answer, "tasks of group " + group.groupId());
        }
        return answer.value();
    }
}
