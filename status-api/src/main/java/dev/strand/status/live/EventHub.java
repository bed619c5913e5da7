package dev.strand.status.live;

import dev.strand.status.config.StatusConfig;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.table.TaskRow;
import io.micronaut.http.sse.Event;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * All streams of events. Changes are collected and handed out ten times a second, so a stream
 * thread pays the same for one client as for hundreds. For use by several threads.
 */
@Singleton
public class EventHub {
    private static final long TICK_MILLIS = 100;
    private static final int MAX_COLLECTED = 50_000;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Object lock = new Object();
    private final ReadPositions positions;
    private final Replay replay;
    private final ExecutorService work;
    private final ScheduledExecutorService timer;
    private final int maxStreams;
    private Map<Update.Key, Update> collected = new LinkedHashMap<>();
    private boolean overflowed;

    EventHub(
            ReadPositions positions,
            Replay replay,
            @Named("status-work") ExecutorService work,
            @Named("status-timer") ScheduledExecutorService timer,
            StatusConfig config) {
        this.positions = positions;
        this.replay = replay;
        this.work = work;
        this.timer = timer;
        this.maxStreams = config.maxStreams();
    }

    @PostConstruct
    void start() {
        var _ =
                timer.scheduleAtFixedRate(
                        this::startTick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a stream.
     *
     * @param lastEventId id of the last event that the client saw, or null for a fresh start
     * @throws ProblemException 503 if there are too many, 400 for an id that is none
     */
    public Publisher<Event<String>> open(EventFilter filter, @Nullable String lastEventId) {
        PositionVector from = lastEventId == null ? null : parse(lastEventId);
        if (streams.size() >= maxStreams) {
            throw new ProblemException(
                    Problem.unavailable("at most " + maxStreams + " streams may be open at once"));
        }
        EventStream stream =
                new EventStream(filter, PositionVector.of(positions).toString(), this::remove);
        if (from != null) {
            stream.resuming();
        }
        streams.add(stream);
        if (from != null) {
            work.execute(() -> resume(stream, from));
        }
        return stream;
    }

    private static PositionVector parse(String lastEventId) {
        try {
            return PositionVector.parse(lastEventId);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ProblemException(
                    Problem.malformed(
                            List.of(
                                    new Problem.InputError(
                                            "Last-Event-ID",
                                            "must be the id of an event of this stream; leave it"
                                                    + " out to start with what happens next",
                                            lastEventId))));
        }
    }

    private void resume(EventStream stream, PositionVector from) {
        switch (replay.since(from)) {
            case Replay.Found.Missed missed -> stream.resumed(missed.updates());
            case Replay.Found.Gone gone -> stream.reset(gone.reason());
        }
    }

    /** A row has changed. Called from stream threads. */
    void changed(int partition, TaskRow row) {
        if (streams.isEmpty()) {
            return;
        }
        Update update = new Update(partition, row);
        synchronized (lock) {
            if (collected.size() >= MAX_COLLECTED) {
                overflowed = true;
                return;
            }
            collected.remove(update.key());
            collected.put(update.key(), update);
        }
    }

    private void remove(EventStream stream) {
        streams.remove(stream);
    }

    private void startTick() {
        if (!streams.isEmpty() && ticking.compareAndSet(false, true)) {
            work.execute(this::tick);
        }
    }

    private void tick() {
        try {
            String position = PositionVector.of(positions).toString();
            List<Update> updates;
            boolean isIncomplete;
            synchronized (lock) {
                updates = new ArrayList<>(collected.values());
                collected = new LinkedHashMap<>();
                isIncomplete = overflowed;
                overflowed = false;
            }
            long now = System.currentTimeMillis();
            for (EventStream stream : streams) {
                stream.offer(updates, position);
                if (isIncomplete) {
                    stream.reset("more tasks changed than could be told");
                }
                stream.tick(now);
            }
        } finally {
            ticking.set(false);
        }
    }

    @PreDestroy
    void close() {
        streams.forEach(EventStream::complete);
        streams.clear();
    }
}
