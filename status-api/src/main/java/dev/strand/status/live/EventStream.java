package dev.strand.status.live;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The events of one client. What has not been sent yet is kept as the latest state per task, so a
 * slow client skips states and never grows a queue; one that is slower still is told to start over.
 * For use by several threads.
 */
final class EventStream implements Publisher<Frame>, Subscription {
    /** Tasks that may wait to be sent to one client. */
    static final int MAX_PENDING = 2_000;

    /** The event with updates. */
    static final String TASKS = "tasks";

    /** The event with groups that have changed. */
    static final String GROUPS = "groups";

    /** The event with figures. */
    static final String STATS = "stats";

    /** The event that says that updates are missing: read the lists again. */
    static final String RESET = "reset";

    private static final int HEARTBEAT_TICKS = 10;

    /** A client that has not come by then went away while its answer was being made. */
    private static final int MAX_TICKS_ALONE = 300;

    private final EventFilter filter;
    private final boolean isLocal;
    private final Consumer<EventStream> whenCancelled;
    private final Map<Update.Key, Update> pending = new LinkedHashMap<>();
    private final PendingGroups groups = new PendingGroups(MAX_PENDING);
    private @Nullable Batch shared;
    private @Nullable SharedFrame pendingStats;
    private @Nullable Subscriber<? super Frame> subscriber;
    private String position;
    private @Nullable String resetReason;
    private @Nullable Throwable failure;
    private long demand;
    private int quietTicks = HEARTBEAT_TICKS;
    private boolean held;
    private int ticksAlone;

    /**
     * A stream.
     *
     * @param isLocal whether it carries what this instance sees and nothing else
     */
    EventStream(
            EventFilter filter,
            boolean isLocal,
            String position,
            Consumer<EventStream> whenCancelled) {
        this.filter = filter;
        this.isLocal = isLocal;
        this.position = position;
        this.whenCancelled = whenCancelled;
    }

    boolean isLocal() {
        return isLocal;
    }

    /**
     * Holds back all frames until {@link #begins}, {@link #resumed} or {@link #reset}: their ids
     * come too early.
     */
    synchronized void hold() {
        held = true;
    }

    /** It has missed nothing. */
    synchronized void begins() {
        held = false;
    }

    /** Adds what had changed before this stream began; newer updates stay. */
    synchronized void resumed(Collection<Update> missed) {
        unfold();
        Map<Update.Key, Update> newer = new LinkedHashMap<>(pending);
        pending.clear();
        missed.stream().filter(filter::admits).forEach(update -> pending.put(update.key(), update));
        pending.putAll(newer);
        held = false;
        bound();
    }

    /** Some updates are lost to this client. */
    synchronized void reset(String reason) {
        shared = null;
        pending.clear();
        resetReason = reason;
        held = false;
    }

    /** Adds updates. Everything up to {@code newPosition} has now been offered. */
    synchronized void offer(Batch batch, String newPosition) {
        position = newPosition;
        if (batch.updates().isEmpty()) {
            return;
        }
        if (filter.isAll() && pending.isEmpty()) {
            Batch before = shared;
            shared = before == null ? batch : batch.after(before);
            bound();
            return;
        }
        unfold();
        for (Update update : batch.updates()) {
            if (filter.admits(update)) {
                pending.put(update.key(), update);
            }
        }
        bound();
    }

    /** Adds groups that have changed. */
    synchronized void offer(GroupUpdates changed) {
        groups.add(changed, filter);
    }

    /** Figures take the place of older ones. */
    synchronized void offerStats(SharedFrame figures) {
        if (filter.isAll() && !isLocal) {
            pendingStats = figures;
        }
    }

    private void unfold() {
        Batch batch = shared;
        shared = null;
        if (batch != null) {
            batch.updates().forEach(update -> pending.put(update.key(), update));
        }
    }

    private void bound() {
        Batch batch = shared;
        int waiting = pending.size() + (batch == null ? 0 : batch.updates().size());
        if (waiting > MAX_PENDING) {
            reset("more than " + MAX_PENDING + " tasks changed since the last frame");
        }
    }

    /** Sends what the client can take, at most one frame of each kind. */
    synchronized void tick(long nowMillis) {
        Subscriber<? super Frame> client = subscriber;
        if (client == null && ++ticksAlone > MAX_TICKS_ALONE) {
            cancel();
        }
        if (client == null || demand == 0 || held) {
            return;
        }
        String reset = resetReason;
        if (reset != null) {
            resetReason = null;
            send(client, Frame.reset(position, reset));
        } else if (shared != null || !pending.isEmpty()) {
            send(client, frame(nowMillis));
        }
        if (demand > 0 && !groups.isEmpty()) {
            send(client, groups.takeFrame(position));
        }
        SharedFrame stats = pendingStats;
        if (demand > 0 && stats != null) {
            pendingStats = null;
            send(client, stats.at(position));
        }
        if (demand > 0 && ++quietTicks >= HEARTBEAT_TICKS) {
            send(client, Frame.heartbeat(position));
        }
    }

    private void send(Subscriber<? super Frame> client, Frame frame) {
        quietTicks = 0;
        demand--;
        client.onNext(frame);
    }

    private Frame frame(long nowMillis) {
        Batch batch = shared;
        shared = null;
        if (batch != null) {
            return batch.frame(position, nowMillis);
        }
        String text = Batch.text(pending.values(), nowMillis);
        pending.clear();
        return Frame.of(position, TASKS, text);
    }

    @Override
    public void subscribe(Subscriber<? super Frame> client) {
        synchronized (this) {
            subscriber = client;
        }
        client.onSubscribe(this);
        tellFailure();
    }

    @Override
    public synchronized void request(long more) {
        demand =
                Math.addExact(
                        Math.min(demand, Long.MAX_VALUE / 2), Math.min(more, Long.MAX_VALUE / 2));
    }

    @Override
    public void cancel() {
        whenCancelled.accept(this);
    }

    /** The server is closing. */
    synchronized void complete() {
        Subscriber<? super Frame> client = leave();
        if (client != null) {
            client.onComplete();
        }
    }

    /** It cannot go on: it is closed, and its client is told, now or when it comes. */
    synchronized void fail(Throwable cause) {
        failure = cause;
        cancel();
        tellFailure();
    }

    private synchronized void tellFailure() {
        Throwable cause = failure;
        Subscriber<? super Frame> client = cause == null ? null : leave();
        if (cause != null && client != null) {
            client.onError(cause);
        }
    }

    private @Nullable Subscriber<? super Frame> leave() {
        Subscriber<? super Frame> client = subscriber;
        subscriber = null;
        return client;
    }
}
