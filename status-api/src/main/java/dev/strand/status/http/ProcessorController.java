package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.owner.ProcessorJson;
import dev.strand.status.owner.Processors;
import dev.strand.status.owner.TypeJson;
import dev.strand.status.stats.Stats;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Set;

/** Processors and the types of tasks that they handle. */
@Controller("/api")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class ProcessorController {
    private final Processors processors;
    private final Stats stats;

    ProcessorController(Processors processors, Stats stats) {
        this.processors = processors;
        this.stats = stats;
    }

    @Get("/processors")
    HttpResponse<byte[]> processors(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        Processors.All all = processors.read();
        JsonWriter json = new JsonWriter(2_048).beginObject();
        ProcessorJson.write(json, all, System.currentTimeMillis());
        Answers.writePartial(json, all.coverage());
        json.endObject();
        return Answers.covered(Answers.ok(RawJson.ofUtf8(json.toByteArray())), all.coverage());
    }

    @Get("/types")
    HttpResponse<byte[]> types(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        Processors.All all = processors.read();
        JsonWriter json = new JsonWriter(2_048).beginObject().name("types");
        TypeJson.write(json, stats.byType(), stats.pausedTypes(), all.processors());
        Answers.writePartial(json, all.coverage());
        json.endObject();
        return Answers.covered(Answers.ok(RawJson.ofUtf8(json.toByteArray())), all.coverage());
    }
}
