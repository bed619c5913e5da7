package dev.strand.processor.delegation;

import dev.strand.access.Roles;
import dev.strand.core.delegation.Report;
import dev.strand.processor.StrandProcessor;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What other processors of the application say and ask. Whoever may say that an attempt has
 * succeeded decides outcomes, so it takes an operator. 409 where delegation is off here or the
 * caller is of another application.
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
        StrandProcessor processor = connected(application);
        if (processor == null) {
            return CompletableFuture.completedFuture(refused());
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
            return CompletableFuture.completedFuture(HttpResponse.badRequest());
        }
    }

    /** What still runs here for owners of a partition before an epoch, which are gone. */
    @Get("/inside")
    HttpResponse<byte[]> inside(
            @QueryValue int partition,
            @QueryValue long epoch,
            @Nullable @Header(PeerCalls.APPLICATION) String application) {
        StrandProcessor processor = connected(application);
        return processor == null
                ? refused()
                : json(
                        processor
                                .insight()
                                .delegation()
                                .guests()
                                .inside(partition, epoch)
                                .toArray());
    }

    private @Nullable StrandProcessor connected(@Nullable String application) {
        return life.processor()
                .filter(processor -> processor.peering().hears(application))
                .orElse(null);
    }

    private static HttpResponse<byte[]> refused() {
        return HttpResponse.status(HttpStatus.CONFLICT);
    }

    private static HttpResponse<byte[]> json(Object value) {
        return HttpResponse.ok(Wire.write(value)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
