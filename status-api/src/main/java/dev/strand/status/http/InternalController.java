package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.live.EventHub;
import dev.strand.status.live.Frame;
import dev.strand.status.live.TaskWaits;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;

/**
 * Calls between instances, which come with the peer key where callers have to say who they are. Not
 * for clients: its form changes with every version, and nothing in it is masked.
 */
@Controller
@Secured(Roles.OPERATOR)
@ExecuteOn(TaskExecutors.BLOCKING)
class InternalController {
    private final Fleet fleet;
    private final TaskWaits waits;
    private final ReadThrough readThrough;
    private final EventHub events;

    InternalController(Fleet fleet, TaskWaits waits, ReadThrough readThrough, EventHub events) {
        this.events = events;
        this.fleet = fleet;
        this.waits = waits;
        this.readThrough = readThrough;
    }

    @Post(Fleet.PATH)
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    HttpResponse<byte[]> ask(@Body byte[] question) {
        return HttpResponse.ok(fleet.answer(question));
    }

    /** The partitions that this instance keeps now, as a JSON array. */
    @Get("/internal/partitions")
    @Produces(MediaType.APPLICATION_JSON)
    String partitions() {
        return fleet.here().toString();
    }

    @Get(EventHub.LOCAL_PATH)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Frame> events() {
        return events.openLocal();
    }

    @Post(TaskWaits.PATH)
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    CompletableFuture<HttpResponse<byte[]>> await(@Body byte[] wait, HttpRequest<?> request) {
        return Connections.whileOpen(request, gone -> waits.answer(wait, gone))
                .thenApply(found -> HttpResponse.ok(found));
    }

    @Post(ReadThrough.PATH)
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    CompletableFuture<HttpResponse<byte[]>> reached(@Body byte[] position) {
        return readThrough.answer(position).thenApply(nothing -> HttpResponse.ok(new byte[0]));
    }
}
