package dev.strand.status.http;

import dev.strand.access.Caller;
import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.live.EventFilter;
import dev.strand.status.live.EventHub;
import dev.strand.status.live.Frame;
import dev.strand.status.mask.Masks;
import dev.strand.status.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Task updates over a WebSocket: the frames of {@code /api/events} as {@code
 * {"id","event","data"}}. A frame is sent once the one before has gone out, so a slow client skips
 * states.
 */
@ServerWebSocket("/ws/events")
@Secured(Roles.VIEWER)
class EventSocket {
    private static final String LAST_EVENT_ID = "lastEventId";
    private static final String HEARTBEAT = "heartbeat";

    private final EventHub hub;
    private final Masks masks;
    private final Map<String, Subscription> open = new ConcurrentHashMap<>();

    EventSocket(EventHub hub, Masks masks) {
        this.hub = hub;
        this.masks = masks;
    }

    @OnOpen
    void open(WebSocketSession session, HttpRequest<?> request) {
        try {
            SameOrigin.checkOrigin(request, "streams");
            QueryParameters query =
                    QueryParameters.of(request, Set.of("group", "task", "type", LAST_EVENT_ID));
            query.check();
            EventFilter filter =
                    new EventFilter(query.text("group"), query.text("task"), query.text("type"));
            hub.open(filter, query.text(LAST_EVENT_ID))
                    .subscribe(new Client(session, masks.applyTo(Caller.of(request))));
        } catch (ProblemException e) {
            boolean isLater = e.problem().status() == 503;
            CloseReason why = isLater ? CloseReason.TRY_AGAIN_LATER : CloseReason.POLICY_VIOLATION;
            session.close(new CloseReason(why.getCode(), shortened(e.problem().detail())));
        }
    }

    /** A reason may have 123 bytes. */
    private static String shortened(String detail) {
        return detail.length() <= 100 ? detail : detail.substring(0, 100);
    }

    @OnMessage
    void ignore(String message, WebSocketSession session) {
        // Clients have nothing to say.
    }

    @OnClose
    void close(WebSocketSession session) {
        Subscription stream = open.remove(session.getId());
        if (stream != null) {
            stream.cancel();
        }
    }

    private String text(Frame frame, boolean isMasked) {
        String data = frame.data();
        String name = frame.name();
        JsonWriter json = new JsonWriter(64 + data.length()).beginObject();
        json.field("id", frame.id()).field("event", name == null ? HEARTBEAT : name);
        if (!data.isEmpty()) {
            json.field("data", RawJson.of(isMasked ? masks.masked(data) : data));
        }
        return RawJson.ofUtf8(json.endObject().toByteArray()).toString();
    }

    /** Asks for the next frame once the one before is out. */
    private final class Client implements Subscriber<Frame> {
        private final WebSocketSession session;
        private final boolean isMasked;
        private @Nullable Subscription stream;

        Client(WebSocketSession session, boolean isMasked) {
            this.session = session;
            this.isMasked = isMasked;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            stream = subscription;
            open.put(session.getId(), subscription);
            if (session.isOpen()) {
                subscription.request(1);
            } else {
                close(session);
            }
        }

        @Override
        public void onNext(Frame frame) {
            var _ =
                    session.sendAsync(text(frame, isMasked))
                            .whenComplete((sent, failure) -> {
                                Subscription more = stream;
                                if (failure != null) {
                                    close(session);
                                } else if (more != null) {
                                    more.request(1);
                                }
                            });
        }

        @Override
        public void onError(Throwable failure) {
            session.close(CloseReason.INTERNAL_ERROR);
        }

        @Override
        public void onComplete() {
            session.close(CloseReason.GOING_AWAY);
        }
    }
}
