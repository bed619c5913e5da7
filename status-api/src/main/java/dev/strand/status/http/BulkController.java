package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.bulk.Bulk;
import dev.strand.status.bulk.BulkAction;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Json;
import dev.strand.status.query.Lists;
import dev.strand.status.query.TaskJson;
import dev.strand.status.query.TaskList;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dead letters, and commands to many tasks at once. */
@Controller("/api")
@Secured(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
class BulkController {
    private final Lists lists;
    private final Bulk bulk;

    BulkController(Lists lists, Bulk bulk) {
        this.lists = lists;
        this.bulk = bulk;
    }

    @Get("/dead-letters")
    HttpResponse<byte[]> deadLetters(HttpRequest<?> request) {
        QueryParameters query =
                QueryParameters.of(request, TaskQueries.DEAD_LETTERS, TaskQueries.LABEL_PREFIX);
        TaskList asked = TaskQueries.list(query);
        query.check();
        TaskList list =
                new TaskList(
                        asked.filter().in(EnumSet.of(TaskStatus.FAILED)),
                        asked.order(),
                        true,
                        asked.limit(),
                        null,
                        asked.counts());
        long now = System.currentTimeMillis();
        Lists.Page<FoundTask> page = lists.tasks(list, query.text("cursor"));
        List<RawJson> items = page.items().stream().map(task -> deadLetter(task, now)).toList();
        return Answers.page("deadLetters", Json.array(items), page);
    }

    private static RawJson deadLetter(FoundTask task, long now) {
        JsonWriter json = new JsonWriter(32).beginObject();
        json.field("attempts", task.row().state().attempts()).endObject();
        return Json.merged(
                List.of(
                        RawJson.ofUtf8(json.toByteArray()),
                        TaskJson.summary(task.partition(), task.row(), now)));
    }

    @Post("/dead-letters/redrive")
    @Secured(Roles.OPERATOR)
    HttpResponse<byte[]> redrive(HttpRequest<?> request, @Nullable @Body String body) {
        return begin(BulkAction.REDRIVE, request, body);
    }

    @Post("/tasks/retry")
    @Secured(Roles.OPERATOR)
    HttpResponse<byte[]> retry(HttpRequest<?> request, @Nullable @Body String body) {
        return begin(BulkAction.RETRY, request, body);
    }

    @Post("/tasks/cancel")
    @Secured(Roles.OPERATOR)
    HttpResponse<byte[]> cancel(HttpRequest<?> request, @Nullable @Body String body) {
        return begin(BulkAction.CANCEL, request, body);
    }

    private HttpResponse<byte[]> begin(
            BulkAction action, HttpRequest<?> request, @Nullable String body) {
        QueryParameters.of(request, Set.of()).check();
        BulkBody.Read read = BulkBody.read(action, request, body);
        JsonWriter json = new JsonWriter(512).beginObject();
        if (!read.isDryRun()) {
            Bulk.Begun begun = bulk.begin(read.request());
            json.field("accepted", begun.matching()).field("jobId", begun.jobId());
            json.field("redriveId", begun.jobId()).endObject();
            return HttpResponse.accepted()
                    .body(json.toByteArray())
                    .contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        Bulk.Preview preview = bulk.preview(read.request());
        long now = System.currentTimeMillis();
        json.field("matching", preview.matching()).field("groups", preview.groups());
        if (read.request().isInPlace()) {
            json.field("inPlace", preview.inPlace());
        }
        List<RawJson> examples =
                preview.examples().stream()
                        .map(task -> TaskJson.summary(task.partition(), task.row(), now))
                        .toList();
        json.field("example", Json.array(examples)).endObject();
        return Answers.ok(RawJson.ofUtf8(json.toByteArray()));
    }

    @Get("/jobs")
    HttpResponse<byte[]> jobs(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        JsonWriter json = new JsonWriter(512).beginObject();
        json.field("jobs", Json.array(bulk.all())).endObject();
        return Answers.ok(RawJson.ofUtf8(json.toByteArray()));
    }

    @Get("/jobs/{jobId}")
    HttpResponse<byte[]> job(String jobId, HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        RawJson job = bulk.job(jobId);
        if (job == null) {
            throw unknown(jobId);
        }
        return Answers.ok(job);
    }

    @Delete("/jobs/{jobId}")
    @Secured(Roles.OPERATOR)
    HttpResponse<byte[]> stop(String jobId, HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        RawJson job = bulk.stop(jobId);
        if (job == null) {
            throw unknown(jobId);
        }
        return Answers.ok(job);
    }

    private static ProblemException unknown(String jobId) {
        return new ProblemException(Problem.unknown("no bulk request has the id " + jobId));
    }
}
