package dev.strand.status.http;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.query.LocalTables;
import dev.strand.status.table.TableReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Set;

/** Counts of what lives, from memory. */
@Controller("/api/stats")
class StatsController {
    private final LocalTables tables;

    StatsController(LocalTables tables) {
        this.tables = tables;
    }

    @Get
    HttpResponse<byte[]> stats(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        List<TableReader> all = tables.all();
        JsonWriter json = new JsonWriter(128).beginObject().name("tasks").beginObject();
        for (TaskStatus status :
                List.of(TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RETRYING)) {
            json.field(
                    status.name(), all.stream().mapToLong(table -> table.live().of(status)).sum());
        }
        json.endObject().field("partitions", all.size()).endObject();
        return Answers.ok(RawJson.ofUtf8(json.toByteArray()));
    }
}
