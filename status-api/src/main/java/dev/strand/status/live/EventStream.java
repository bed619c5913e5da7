package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.query.Json;
import io.micronaut.http.sse.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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
final class EventStream implements Publisher<Event<String>>, Subscription {
    /** Tasks that may wait to be sent to one client. */
    static final int MAX_PENDING = 2_000;

    /** The event with updates. */
    static final String TASKS = "tasks";

    /** The event that says that updates are missing: read the lists again. */
    static final String RESET = "reset";

    private static final int HEARTBEAT_TICKS = 10;

    private final EventFilter filter;
    private final Consumer<EventStream> whenCancelled;
    private final Map<Update.Key, Update> pending = new LinkedHashMap<>();
    private @Nullable Subscriber<? super Event<String>> subscriber;
    private String position;
    private @Nullable String resetReason;
    private long demand;
    private int quietTicks = HEARTBEAT_TICKS;
    private boolean resuming;

    EventStream(EventFilter filter, String position, Consumer<EventStream> whenCancelled) {
        this.filter = filter;
        this.position = position;
        this.whenCancelled = whenCancelled;
    }

    /** Holds back all frames until {@link #resumed} or {@link #reset}: their ids come too early. */
    synchronized void resuming() {
        resuming = true;
    }

    /** Adds what had changed before this stream began; newer updates stay. */
    synchronized void resumed(Collection<Update> missed) {
        Map<Update.Key, Update> newer = new LinkedHashMap<>(pending);
        pending.clear();
        missed.stream()
                .filter(update -> filter.admits(update.row()))
                .forEach(update -> pending.put(update.key(), update));
        pending.putAll(newer);
        resuming = false;
        bound();
    }

    /** Some updates are lost to this client. */
    synchronized void reset(String reason) {
        pending.clear();
        resetReason = reason;
        resuming = false;
    }

    /** Adds updates. Everything up to {@code newPosition} has now been offered. */
    synchronized void offer(Collection<Update> updates, String newPosition) {
        for (Update update : updates) {
            if (filter.admits(update.row())) {
                pending.put(update.key(), update);
            }
        }
        position = newPosition;
        bound();
    }

    private void bound() {
        if (pending.size() > MAX_PENDING) {
            reset("more than " + MAX_PENDING + " tasks changed since the last frame");
        }
    }

    /** Sends one frame if the client can take one and there is something to say. */
    synchronized void tick(long nowMillis) {
        Subscriber<? super Event<String>> client = subscriber;
        if (client == null || demand == 0 || resuming) {
            return;
        }
        String reset = resetReason;
        if (reset != null) {
            resetReason = null;
            RawJson data =
                    RawJson.ofUtf8(
                            new JsonWriter(128)
                                    .beginObject()
                                    .field("reason", reset)
                                    .endObject()
                                    .toByteArray());
            send(client, Event.of(data.toString()).name(RESET).id(position));
        } else if (!pending.isEmpty()) {
            send(client, Event.of(frame(nowMillis)).name(TASKS).id(position));
        } else if (++quietTicks >= HEARTBEAT_TICKS) {
            send(client, Event.of("").comment("heartbeat").id(position));
        }
    }

    private void send(Subscriber<? super Event<String>> client, Event<String> event) {
        quietTicks = 0;
        demand--;
        client.onNext(event);
    }

    private String frame(long nowMillis) {
        List<RawJson> tasks = new ArrayList<>(pending.size());
        pending.values().forEach(update -> tasks.add(update.json(nowMillis)));
        pending.clear();
        return "{\"tasks\":" + Json.array(tasks) + "}";
    }

    @Override
    public void subscribe(Subscriber<? super Event<String>> client) {
        synchronized (this) {
            subscriber = client;
        }
        client.onSubscribe(this);
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
        Subscriber<? super Event<String>> client = subscriber;
        subscriber = null;
        if (client != null) {
            client.onComplete();
        }
    }
}
