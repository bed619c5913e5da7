package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.status.stats.Stats;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Set;

/** Figures about everything, from memory. */
@Controller("/api/stats")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Roles.VIEWER)
class StatsController {
    private final Stats stats;

    StatsController(Stats stats) {
        this.stats = stats;
    }

    @Get
    HttpResponse<byte[]> stats(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        Stats.Told told = stats.read();
        return Answers.covered(Answers.ok(told.json()), told.coverage());
    }
}
