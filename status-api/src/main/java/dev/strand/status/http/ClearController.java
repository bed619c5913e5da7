package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.control.Accepted;
import dev.strand.status.control.Controls;
import dev.strand.status.fleet.Answer;
import dev.strand.status.query.ClearingCount;
import dev.strand.status.query.Lists;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Clears history: one command for every partition, accepted once all of them are durable. */
@Controller("/api")
@Secured(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
class ClearController {
    private final Controls controls;
    private final Lists lists;

    ClearController(Controls controls, Lists lists) {
        this.controls = controls;
        this.lists = lists;
    }

    @Post("/tasks/clear")
    CompletableFuture<HttpResponse<byte[]>> clear(
            HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        ClearBody.Read asked = ClearBody.read(request, body, Instant.now());
        if (asked.isDryRun()) {
            return CompletableFuture.completedFuture(count(asked));
        }
        return controls.clear(asked.statuses(), asked.before(), asked.remark())
                .thenApply(all ->
                        HttpResponse.accepted()
                                .body(json(all, asked.before()).utf8())
                                .contentType(MediaType.APPLICATION_JSON_TYPE));
    }

    private HttpResponse<byte[]> count(ClearBody.Read asked) {
        Answer<ClearingCount.Counts> answer =
                lists.count(new ClearingCount(asked.statuses(), asked.before().toEpochMilli()));
        ClearingCount.Counts counts = answer.value();
        JsonWriter json = new JsonWriter(192).beginObject();
        json.field("matching", counts.matching()).name("byStatus").beginObject();
        for (Map.Entry<TaskStatus, Long> count : counts.byStatus().entrySet()) {
            json.field(count.getKey().name(), count.getValue());
        }
        json.endObject().field("holdingTheirGroup", counts.spared());
        json.field("before", asked.before());
        if (counts.isCut()) {
            json.field("atLeast", true);
        }
        Answers.writePartial(json, answer.coverage());
        return Answers.covered(
                Answers.ok(RawJson.ofUtf8(json.endObject().toByteArray())), answer.coverage());
    }

    private static RawJson json(List<Accepted> all, Instant before) {
        JsonWriter json = new JsonWriter(96 + 128 * all.size()).beginObject();
        json.name("accepted").beginArray();
        all.forEach(each -> json.value(each.json()));
        return RawJson.ofUtf8(json.endArray().field("before", before).endObject().toByteArray());
    }
}
