package dev.strand.processor.internal;

import dev.strand.access.Roles;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.execution.HostInsight;
import dev.strand.processor.lifecycle.ProcessorLife;
import dev.strand.schemas.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Read-only answers from the owner's own state. They take a partition's lock for microseconds, and
 * never while it is being taken over.
 */
@Controller("/internal")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
final class InternalController {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    private final ProcessorLife life;

    InternalController(ProcessorLife life) {
        this.life = life;
    }

    /** The process, its limits, its types and its partitions. */
    @Get("/state")
    HttpResponse<byte[]> state(HttpRequest<?> request) {
        Optional<StrandProcessor> processor = life.processor();
        return processor.isEmpty()
                ? notStarted(request)
                : HttpResponse.ok(StateJson.of(processor.get().insight(), Instant.now()))
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Why a group of a partition that is owned here, or a task of it, is not running. */
    @Get("/groups/{groupId}/why")
    HttpResponse<byte[]> why(
            HttpRequest<?> request,
            @PathVariable String groupId,
            @Nullable @QueryValue String partition,
            @Nullable @QueryValue String taskId) {
        Optional<StrandProcessor> processor = life.processor();
        if (processor.isEmpty()) {
            return notStarted(request);
        }
        if (partition == null || !NUMBER.matcher(partition).matches()) {
            return problem(
                    request,
                    HttpStatus.BAD_REQUEST,
                    "malformed",
                    "Malformed request",
                    "partition must be the number of the partition of the group, got: "
                            + (partition == null ? "nothing" : partition));
        }
        int number = Integer.parseInt(partition);
        Optional<HostInsight> host =
                processor.get().insight().partition(number).filter(HostInsight::isAssigned);
        if (host.isEmpty()) {
            return problem(
                    request,
                    HttpStatus.NOT_FOUND,
                    "not-owned",
                    "Partition not owned here",
                    "partition %d is not owned by this processor; ask its owner".formatted(number));
        }
        return HttpResponse.ok(
                        WhyJson.of(groupId, host.get().explain(groupId, taskId), Instant.now()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static HttpResponse<byte[]> notStarted(HttpRequest<?> request) {
        return problem(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-started",
                "Processor not started",
                "the processor waits for Kafka; ask again when it is ready");
    }

    private static HttpResponse<byte[]> problem(
            HttpRequest<?> request, HttpStatus status, String slug, String title, String detail) {
        byte[] body =
                new JsonWriter(256)
                        .beginObject()
                        .field("type", "urn:strand:problem:" + slug)
                        .field("title", title)
                        .field("status", status.getCode())
                        .field("detail", detail)
                        .field("instance", request.getUri().getPath())
                        .endObject()
                        .toByteArray();
        return HttpResponse.<byte[]>status(status).body(body).contentType(PROBLEM);
    }
}
