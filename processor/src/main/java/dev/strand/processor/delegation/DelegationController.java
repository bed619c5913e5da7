package dev.strand.processor.delegation;

import dev.strand.access.Roles;
import dev.strand.core.delegation.Report;
import dev.strand.processor.StrandProcessor;
import dev.strand.processor.execution.Delegation;
import dev.strand.processor.lifecycle.ProcessorLife;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What other processors of the application say and ask. Whoever may say that an attempt has
 * succeeded decides outcomes, so it takes an operator. 409 where delegation is off here or the
 * caller is of another application, 503 before this processor has begun, 400 for a report that
 * can't be read.
 */
@Controller(PeerCalls.PATH)
@Secured(Roles.OPERATOR)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DelegationController {
    private static final long LONGEST_HOLD_MILLIS = 10_000;

    private final ProcessorLife life;

    DelegationController(ProcessorLife life) {
        this.life = life;
    }

    /** Takes the report of a processor and answers with what there is for it. */
    @Post("/reports")
    @Consumes(MediaType.APPLICATION_JSON)
    CompletableFuture<HttpResponse<byte[]>> report(
            @Body byte[] body,
            @QueryValue(PeerCalls.HOLD) long holdMillis,
            @Nullable @Header(PeerCalls.APPLICATION) String application) {
        StrandProcessor processor = life.processor().orElse(null);
        if (processor == null || !processor.peering().hears(application)) {
            return CompletableFuture.completedFuture(refusal(processor));
        }
        try {
            Report report = Wire.read(body, Report.class);
            long hold = TimeUnit.MILLISECONDS.toNanos(Math.min(holdMillis, LONGEST_HOLD_MILLIS));
            return processor
                    .peering()
                    .held()
                    .hear(report, hold)
                    .thenApply(DelegationController::json);
        } catch (IOException malformed) {
            return CompletableFuture.completedFuture(
                    problem(HttpStatus.BAD_REQUEST, "not a report: " + malformed.getMessage()));
        }
    }

    /** What still runs here for owners of a partition before an epoch, which are gone. */
    @Get("/inside")
    HttpResponse<byte[]> inside(
            @QueryValue int partition,
            @QueryValue long epoch,
            @Nullable @Header(PeerCalls.APPLICATION) String application) {
        StrandProcessor processor = life.processor().orElse(null);
        if (processor == null || !processor.peering().hears(application)) {
            return refusal(processor);
        }
        Delegation delegation = processor.insight().delegation();
        return json(delegation.inside(partition, epoch).toArray());
    }

    private static HttpResponse<byte[]> refusal(@Nullable StrandProcessor processor) {
        return processor == null
                ? problem(HttpStatus.SERVICE_UNAVAILABLE, "this processor has not begun yet")
                : problem(
                        HttpStatus.CONFLICT,
                        "this processor delegates nothing, or is of another application than header"
                                + " "
                                + PeerCalls.APPLICATION
                                + " says");
    }

    private static HttpResponse<byte[]> problem(HttpStatus status, String detail) {
        Map<String, Object> problem =
                Map.of("status", status.getCode(), "title", status.getReason(), "detail", detail);
        return HttpResponse.<byte[]>status(status)
                .body(Wire.write(problem))
                .contentType("application/problem+json");
    }

    private static HttpResponse<byte[]> json(Object value) {
        return HttpResponse.ok(Wire.write(value)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
