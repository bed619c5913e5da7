package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.status.live.EventFilter;
import dev.strand.status.live.EventHub;
import dev.strand.status.live.Frame;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import java.util.Set;
import org.reactivestreams.Publisher;

/** Task updates as server-sent events. */
@Controller("/api/events")
@Secured(Roles.VIEWER)
class EventController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventHub hub;

    EventController(EventHub hub) {
        this.hub = hub;
    }

    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Frame> events(HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("group", "task", "type"));
        query.check();
        EventFilter filter =
                new EventFilter(query.text("group"), query.text("task"), query.text("type"));
        return hub.open(filter, request.getHeaders().get(LAST_EVENT_ID));
    }
}
