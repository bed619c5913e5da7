package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.status.query.Tasks;
import dev.strand.status.why.Why;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Why a task or a group is not running. */
@Controller("/api")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class WhyController {
    private final Tasks tasks;
    private final Why why;

    WhyController(Tasks tasks, Why why) {
        this.tasks = tasks;
        this.why = why;
    }

    @Get("/tasks/{taskId}/why")
    CompletableFuture<HttpResponse<byte[]>> task(String taskId, HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("group"));
        query.check();
        return why.task(TaskController.only(tasks, taskId, query.text("group")))
                .thenApply(json -> Answers.ok(json));
    }

    @Get("/groups/{groupId}/why")
    CompletableFuture<HttpResponse<byte[]>> group(String groupId, HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        return why.group(groupId).thenApply(json -> Answers.ok(json));
    }
}
