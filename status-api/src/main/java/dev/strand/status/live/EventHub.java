package dev.strand.status.live;

import dev.strand.status.config.StatusConfig;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.table.TaskRow;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of events. Changes are collected and handed out ten times a second, so a stream
 * thread pays the same for one client as for hundreds. For use by several threads.
 */
@Singleton
public class EventHub {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final long TICK_MILLIS = 100;
    private static final int FOLLOW_TICKS = 5;
    private static final Duration HEAR_TIMEOUT = Duration.ofSeconds(3);

    /** Where an instance tells others what it sees. */
    public static final String LOCAL_PATH = "/internal/events";

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Collected collected = new Collected();
    private final ReadPositions positions;
    private final Replay replay;
    private final Summaries summaries;
    private final Feeds feeds;
    private final ExecutorService work;
    private final ScheduledExecutorService timer;
    private final int maxStreams;
    private final Semaphore places;
    private final AtomicBoolean isOpening = new AtomicBoolean();
    private long ticks;

    EventHub(
            ReadPositions positions,
            Replay replay,
            Summaries summaries,
            Feeds feeds,
            @Named("status-work") ExecutorService work,
            @Named("status-timer") ScheduledExecutorService timer,
            StatusConfig config) {
        this.positions = positions;
        this.replay = replay;
        this.summaries = summaries;
        this.feeds = feeds;
        this.work = work;
        this.timer = timer;
        this.maxStreams = config.maxStreams();
        this.places = new Semaphore(maxStreams);
    }

    @PostConstruct
    void start() {
        var _ =
                timer.scheduleAtFixedRate(
                        this::startTick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a stream of what all instances see.
     *
     * @param lastEventId id of the last event that the client saw, or null for a fresh start
     * @throws ProblemException 503 if there are too many, 400 for an id that is none
     */
    public Publisher<Frame> open(EventFilter filter, @Nullable String lastEventId) {
        PositionVector from = lastEventId == null ? null : LastEventId.parse(lastEventId);
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.unavailable("at most " + maxStreams + " streams may be open at once"));
        }
        PositionVector known = PositionVector.of(positions).with(feeds.position());
        EventStream stream = new EventStream(filter, false, known.toString(), this::remove);
        stream.hold();
        streams.add(stream);
        isOpening.set(true);
        work.execute(() -> begin(stream, from));
        return stream;
    }

    /** Opens a stream of what this instance sees, for another instance. */
    public Publisher<Frame> openLocal() {
        String here = PositionVector.of(positions).toString();
        EventStream stream = new EventStream(EventFilter.ALL, true, here, this::remove);
        streams.add(stream);
        return stream;
    }

    /** Nothing is shown before all instances are heard: what they see meanwhile would be lost. */
    private void begin(EventStream stream, @Nullable PositionVector from) {
        try {
            boolean hearsAll = feeds.awaitAll(HEAR_TIMEOUT);
            feeds.served();
            if (!hearsAll) {
                stream.reset("another instance cannot be heard");
            } else if (from == null) {
                stream.begins();
            } else {
                resume(stream, from);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resume(EventStream stream, PositionVector from) {
        try {
            switch (replay.everywhere(from)) {
                case Replay.Found.Missed missed -> stream.resumed(missed.updates());
                case Replay.Found.Gone gone -> stream.reset(gone.reason());
            }
        } catch (RuntimeException e) {
            stream.reset("what was missed cannot be told: " + e.getMessage());
        }
    }

    /** A row has changed. Called from stream threads. */
    void changed(int partition, TaskRow row) {
        if (streams.isEmpty()) {
            return;
        }
        collected.add(new Update(partition, row));
    }

    /** A group was paused, resumed or parked. Called from stream threads. */
    void groupChanged(int partition, String groupId) {
        if (!streams.isEmpty()) {
            summaries.changed(partition, groupId);
        }
    }

    /** Tasks are not there any more: lists are to be read anew. Called from stream threads. */
    void cleared() {
        collected.lose("history was cleared");
    }

    /** How many streams are open. */
    public int openStreams() {
        return streams.size();
    }

    private void remove(EventStream stream) {
        if (streams.remove(stream) && !stream.isLocal()) {
            places.release();
        }
    }

    private void startTick() {
        if (streams.isEmpty()) {
            feeds.stop();
        } else if (ticking.compareAndSet(false, true)) {
            work.execute(this::tick);
        }
    }

    private void tick() {
        try {
            boolean hasClients = streams.stream().anyMatch(stream -> !stream.isLocal());
            if (isOpening.getAndSet(false) || ticks % FOLLOW_TICKS == 0) {
                feeds.follow(hasClients);
            }
            Feeds.Told told = feeds.take();
            PositionVector local = PositionVector.of(positions);
            String here = local.toString();
            String everywhere = local.with(told.position()).toString();
            String lost = collected.takeLost();
            String lostElsewhere = lost == null ? told.resetReason() : lost;
            Batch own = collected.take();
            List<Update> all = new ArrayList<>(own.updates());
            all.addAll(told.updates());
            Batch shared = told.updates().isEmpty() ? own : new Batch(all);
            own.updates()
                    .forEach(update ->
                            summaries.changed(update.key().partition(), update.groupId()));
            Summaries.Due due = summaries.due(ticks++, hasClients, told.groups());
            long now = System.currentTimeMillis();
            for (EventStream stream : streams) {
                boolean isLocal = stream.isLocal();
                stream.offer(isLocal ? own : shared, isLocal ? here : everywhere);
                String reason = isLocal ? lost : lostElsewhere;
                if (reason != null) {
                    stream.reset(reason);
                }
                due.offerTo(stream);
                send(stream, now);
            }
        } finally {
            ticking.set(false);
        }
    }

    /** A client that is gone takes nothing from the others. */
    private void send(EventStream stream, long nowMillis) {
        try {
            stream.tick(nowMillis);
        } catch (RuntimeException e) {
            LOG.debug("a stream of events ends: its client cannot be written to", e);
            remove(stream);
        }
    }

    @PreDestroy
    void close() {
        feeds.stop();
        streams.forEach(EventStream::complete);
        streams.clear();
    }
}
