package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.TaskRules;
import dev.strand.status.control.Accepted;
import dev.strand.status.control.Controls;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Pauses of all tasks of a type, and of everything: one command for every partition, accepted once
 * all of them are durable.
 */
@Controller("/api")
@Secured(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
class HoldController {
    private final Controls controls;

    HoldController(Controls controls) {
        this.controls = controls;
    }

    @Post("/types/{type}/pause")
    CompletableFuture<HttpResponse<byte[]>> pauseType(
            String type, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.pauseType(valid(type), Remarks.read(request, body)));
    }

    @Post("/types/{type}/resume")
    CompletableFuture<HttpResponse<byte[]>> resumeType(
            String type, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.resumeType(valid(type), Remarks.read(request, body)));
    }

    @Post("/pause")
    CompletableFuture<HttpResponse<byte[]>> pauseAll(
            HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.pauseAll(Remarks.read(request, body)));
    }

    @Post("/resume")
    CompletableFuture<HttpResponse<byte[]>> resumeAll(
            HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.resumeAll(Remarks.read(request, body)));
    }

    private static String valid(String type) {
        if (!TaskRules.TYPE.accepts(type)) {
            throw new ProblemException(
                    Problem.malformed(
                            List.of(new InputError("/type", TaskRules.TYPE.rule(), type))));
        }
        return type;
    }

    private static CompletableFuture<HttpResponse<byte[]>> accepted(
            CompletableFuture<List<Accepted>> commands) {
        return commands.thenApply(all ->
                HttpResponse.accepted()
                        .body(json(all).utf8())
                        .contentType(MediaType.APPLICATION_JSON_TYPE));
    }

    private static RawJson json(List<Accepted> all) {
        JsonWriter json = new JsonWriter(64 + 128 * all.size()).beginObject();
        json.name("accepted").beginArray();
        all.forEach(each -> json.value(each.json()));
        return RawJson.ofUtf8(json.endArray().endObject().toByteArray());
    }
}
