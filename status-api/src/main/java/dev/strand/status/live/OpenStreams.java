package dev.strand.status.live;

import dev.strand.status.table.TaskRow;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams that are open, and what has changed here since they were last handed something. For
 * use by several threads.
 */
final class OpenStreams {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Collected collected = new Collected();

    /**
     * What there is to hand out.
     *
     * @param streams to whom
     * @param own what has changed here
     * @param lost why some changes of here cannot be told, or null
     * @param told what others have told
     */
    record Handout(List<EventStream> streams, Batch own, @Nullable String lost, Feeds.Told told) {}

    /** Adds a stream. The first one is told nothing of what changed before it came. */
    synchronized void add(EventStream stream) {
        boolean isFirst = streams.isEmpty();
        streams.add(stream);
        if (isFirst) {
            collected.discard();
        }
    }

    /** Whether it was open. */
    boolean remove(EventStream stream) {
        return streams.remove(stream);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /** Does something unless a stream is open; none comes meanwhile. */
    synchronized void whileEmpty(Runnable action) {
        if (streams.isEmpty()) {
            action.run();
        }
    }

    int size() {
        return streams.size();
    }

    /** Whether one of them is that of a client. */
    boolean hasClients() {
        return streams.stream().anyMatch(stream -> !stream.isLocal());
    }

    /** A row has changed. */
    void changed(int partition, TaskRow row) {
        if (!streams.isEmpty()) {
            collected.add(new Update(partition, row));
        }
    }

    /** Some changes cannot be told. */
    void lose(String reason) {
        collected.lose(reason);
    }

    /** What has changed since this was last taken. No stream comes meanwhile. */
    synchronized Handout take(Supplier<Feeds.Told> told) {
        String lost = collected.takeLost();
        return new Handout(List.copyOf(streams), collected.take(), lost, told.get());
    }

    /**
     * Hands every stream its share. One that fails takes nothing from the others: it is closed, and
     * its client is told.
     */
    static void handOut(List<EventStream> streams, Share share) {
        for (EventStream stream : streams) {
            try {
                share.giveTo(stream);
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("a stream of events failed and is closed");
                end(stream, e);
            }
        }
        share.given();
    }

    private static void end(EventStream stream, RuntimeException failure) {
        try {
            stream.fail(failure);
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("a client could not be told that its stream failed");
        }
    }

    /** The server is closing. */
    void complete() {
        streams.forEach(EventStream::complete);
        streams.clear();
    }
}
