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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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

    private final OpenStreams streams = new OpenStreams();
    private final AtomicBoolean ticking = new AtomicBoolean();
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
    private boolean hasFailed;

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
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a stream of events could not begin and is closed");
            stream.fail(e);
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
        streams.changed(partition, row);
    }

    /** A group was paused, resumed or parked. Called from stream threads. */
    void groupChanged(int partition, String groupId) {
        if (!streams.isEmpty()) {
            summaries.changed(partition, groupId);
        }
    }

    /** Tasks are not there any more: lists are to be read anew. Called from stream threads. */
    void cleared() {
        streams.lose("history was cleared");
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
            streams.whileEmpty(feeds::stop);
        } else if (ticking.compareAndSet(false, true)) {
            work.execute(this::tick);
        }
    }

    private void tick() {
        try {
            handOut();
            hasFailed = false;
        } catch (RuntimeException e) {
            LOG.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                    .setCause(e)
                    .log("events could not be handed out: their clients start over");
            hasFailed = true;
            streams.lose("some events could not be handed out");
        } finally {
            ticking.set(false);
        }
    }

    private void handOut() {
        boolean hasClients = streams.hasClients();
        if (isOpening.getAndSet(false) || ticks % FOLLOW_TICKS == 0) {
            feeds.follow(hasClients);
        }
        // Before what has changed is taken: what comes meanwhile is told once more, and not never.
        PositionVector local = PositionVector.of(positions);
        OpenStreams.Handout handout = streams.take(feeds::take);
        Batch own = handout.own();
        Feeds.Told told = handout.told();
        own.updates()
                .forEach(update -> summaries.changed(update.key().partition(), update.groupId()));
        Summaries.Due due = summaries.due(ticks++, hasClients, told.groups());
        String lost = handout.lost();
        Share.Part here = new Share.Part(own, local.toString(), lost);
        Share.Part everywhere =
                new Share.Part(
                        all(own, told.updates()),
                        local.with(told.position()).toString(),
                        lost == null ? told.resetReason() : lost);
        OpenStreams.handOut(
                handout.streams(), new Share(here, everywhere, due, System.currentTimeMillis()));
    }

    private static Batch all(Batch own, List<Update> told) {
        if (told.isEmpty()) {
            return own;
        }
        List<Update> all = new ArrayList<>(own.updates());
        all.addAll(told);
        return new Batch(all);
    }

    @PreDestroy
    void close() {
        feeds.stop();
        streams.complete();
    }
}
