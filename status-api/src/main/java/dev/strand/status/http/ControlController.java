package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.control.Accepted;
import dev.strand.status.control.Controls;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Tasks;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Commands to tasks and groups: accepted once they are durable, carried out by a processor. */
@Controller("/api")
@Secured(Roles.OPERATOR)
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
class ControlController {
    private final Tasks tasks;
    private final Groups groups;
    private final Controls controls;

    ControlController(Tasks tasks, Groups groups, Controls controls) {
        this.tasks = tasks;
        this.groups = groups;
        this.controls = controls;
    }

    @Post("/tasks/{taskId}/cancel")
    CompletableFuture<HttpResponse<byte[]>> cancel(
            String taskId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters query = QueryParameters.of(request, Set.of("group"));
        query.check();
        return accepted(
                controls.cancel(
                        TaskController.only(tasks, taskId, query.text("group")),
                        Remarks.read(request, body)));
    }

    @Delete("/tasks/{taskId}")
    CompletableFuture<HttpResponse<byte[]>> delete(
            String taskId, HttpRequest<?> request, @Nullable @Body String body) {
        return cancel(taskId, request, body);
    }

    @Post("/tasks/{taskId}/retry")
    CompletableFuture<HttpResponse<byte[]>> retry(
            String taskId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters query = QueryParameters.of(request, Set.of("group"));
        query.check();
        Remarks.Retry retry = Remarks.readRetry(request, body);
        FoundTask task = TaskController.only(tasks, taskId, query.text("group"));
        return accepted(
                retry.isInPlace()
                        ? controls.retryInPlace(task, retry.remark())
                        : controls.retry(task, retry.remark()));
    }

    @Post("/groups/{groupId}/pause")
    CompletableFuture<HttpResponse<byte[]>> pause(
            String groupId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.pause(known(groupId), Remarks.read(request, body)));
    }

    @Post("/groups/{groupId}/resume")
    CompletableFuture<HttpResponse<byte[]>> resume(
            String groupId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        return accepted(controls.resume(known(groupId), Remarks.read(request, body)));
    }

    @Post("/groups/{groupId}/unpark")
    CompletableFuture<HttpResponse<byte[]>> unpark(
            String groupId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters.of(request, Set.of()).check();
        Remarks.Unpark unpark = Remarks.readUnpark(request, body);
        return accepted(controls.unpark(known(groupId), unpark.action(), unpark.remark()));
    }

    @Delete("/groups/{groupId}/tasks")
    CompletableFuture<HttpResponse<byte[]>> purge(
            String groupId, HttpRequest<?> request, @Nullable @Body String body) {
        QueryParameters query = QueryParameters.of(request, Set.of("status"));
        String status = query.text("status");
        if (!TaskStatus.QUEUED.name().equals(status)) {
            query.refuse(
                    "status",
                    "must be QUEUED, which means all tasks of the group that have not started",
                    status);
        }
        query.check();
        return accepted(controls.purge(known(groupId), Remarks.read(request, body)));
    }

    private FoundGroup known(String groupId) {
        FoundGroup group = groups.find(groupId);
        if (group == null) {
            throw Groups.unknown(groupId);
        }
        return group;
    }

    private static CompletableFuture<HttpResponse<byte[]>> accepted(
            CompletableFuture<Accepted> command) {
        return command.thenApply(done ->
                HttpResponse.accepted()
                        .body(done.json().utf8())
                        .contentType(MediaType.APPLICATION_JSON_TYPE));
    }
}
