package dev.strand.status.query;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Coverage;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.query.Groups.FoundGroup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Pages of tasks and of groups, from all instances. For use by several threads. */
@Singleton
public class Lists {
    private final Fleet fleet;

    Lists(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * A page.
     *
     * @param items what it shows; may be fewer than asked for, even none, where more follows
     * @param nextCursor where the next page begins, or null if there is none
     * @param total how long the list is, or {@link Slice#UNKNOWN}
     * @param coverage what it covers
     * @param <T> what is listed
     */
    public record Page<T>(
            List<T> items, @Nullable String nextCursor, long total, Coverage coverage) {
        static <T> Page<T> of(String list, Answer<Slice<T>> answer) {
            Slice<T> slice = answer.value();
            Bytes reached = slice.reached();
            return new Page<>(
                    slice.values(),
                    reached == null ? null : Cursor.encode(list, reached.get()),
                    slice.total(),
                    answer.coverage());
        }
    }

    /**
     * Reads one page of tasks.
     *
     * @param cursor {@code nextCursor} of the page before, or null for the first
     * @throws dev.strand.status.problem.ProblemException 400 for a cursor of another list
     */
    public Page<FoundTask> tasks(TaskList list, @Nullable String cursor) {
        Bytes after = cursor == null ? null : Cursor.decode(list.name(), cursor, Lists::place);
        return Page.of(list.name(), fleet.ask(list.after(after)));
    }

    /**
     * Reads one page of groups.
     *
     * @param cursor {@code nextCursor} of the page before, or null for the first
     * @throws dev.strand.status.problem.ProblemException 400 for a cursor of another list
     */
    public Page<FoundGroup> groups(GroupList list, @Nullable String cursor) {
        Bytes after = cursor == null ? null : Cursor.decode(list.name(), cursor, Lists::bytes);
        GroupList from =
                new GroupList(
                        list.state(),
                        list.prefix(),
                        list.order(),
                        list.limit(),
                        after,
                        list.counts());
        return Page.of(list.name(), fleet.ask(from));
    }

    /** All groups that are not idle, up to a number. */
    public Answer<List<Wall.Cell>> wall(int limit) {
        return fleet.ask(new Wall(limit));
    }

    /** How many tasks a clearing would mean. */
    public Answer<ClearingCount.Counts> count(ClearingCount clearing) {
        return fleet.ask(clearing);
    }

    private static Bytes place(ByteBuffer in) {
        if (in.remaining() != TaskPlace.BYTES) {
            throw new IllegalArgumentException("not the place of a task");
        }
        return bytes(in);
    }

    private static Bytes bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }
}
