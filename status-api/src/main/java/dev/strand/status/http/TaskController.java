package dev.strand.status.http;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.live.LongPoll;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Json;
import dev.strand.status.query.TaskFilter;
import dev.strand.status.query.TaskJson;
import dev.strand.status.query.TaskPages;
import dev.strand.status.query.Tasks;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tasks: one by its id, and pages of them. */
@Controller("/api/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
class TaskController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final Tasks tasks;
    private final TaskPages pages;
    private final LongPoll longPoll;
    private final ReadThrough readThrough;

    TaskController(Tasks tasks, TaskPages pages, LongPoll longPoll, ReadThrough readThrough) {
        this.tasks = tasks;
        this.pages = pages;
        this.longPoll = longPoll;
        this.readThrough = readThrough;
    }

    /** What a request waits for. */
    enum Until {
        /** The run has ended. */
        TERMINAL,
        /** An attempt has begun, or the run has ended. */
        STARTED;

        boolean isReached(FoundTask task) {
            TaskStatus status = task.row().status();
            boolean hasStarted = status == TaskStatus.RUNNING || status == TaskStatus.RETRYING;
            return status.isTerminal() || (this == STARTED && hasStarted);
        }
    }

    @Get("/{taskId}")
    CompletableFuture<HttpResponse<byte[]>> task(String taskId, HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("group", "at", "wait", "until"));
        String groupId = query.text("group");
        Duration wait = query.duration("wait", readThrough.limit());
        Until until = query.constant("until", Until.class);
        ReadThrough.At at = readThrough.at(query);
        if (until != null && wait == null) {
            query.refuse("until", "needs wait, for example wait=PT20S", until.name());
        }
        query.check();
        Until goal = until == null ? Until.TERMINAL : until;
        return readThrough
                .reached(at, wait)
                .thenCompose(left -> look(taskId, groupId, goal, wait == null ? null : left))
                .thenApply(found -> Answers.ok(json(one(found, taskId, groupId))));
    }

    private CompletableFuture<List<FoundTask>> look(
            String taskId, @Nullable String groupId, Until goal, @Nullable Duration wait) {
        if (wait == null) {
            return CompletableFuture.completedFuture(tasks.find(taskId, groupId));
        }
        return longPoll.await(
                taskId,
                () -> tasks.find(taskId, groupId),
                found ->
                        found.size() > 1 || (found.size() == 1 && goal.isReached(found.getFirst())),
                wait);
    }

    /** The one task of this id, or a problem. */
    static FoundTask only(Tasks tasks, String taskId, @Nullable String groupId) {
        return one(tasks.find(taskId, groupId), taskId, groupId);
    }

    private static FoundTask one(List<FoundTask> found, String taskId, @Nullable String groupId) {
        if (found.isEmpty()) {
            throw new ProblemException(
                    Problem.unknown(
                            groupId == null
                                    ? "no task has the id " + taskId
                                    : "no task of group " + groupId + " has the id " + taskId));
        }
        if (found.size() > 1) {
            List<String> groups = found.stream().map(each -> each.row().id().groupId()).toList();
            throw new ProblemException(
                    Problem.of(
                            "ambiguous-task",
                            "Ambiguous task",
                            409,
                            "tasks of several groups have the id "
                                    + taskId
                                    + "; name one of them with group=: "
                                    + String.join(", ", groups)));
        }
        return found.getFirst();
    }

    private static RawJson json(FoundTask task) {
        return TaskJson.full(task.partition(), task.row(), System.currentTimeMillis());
    }

    @Get
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        QueryParameters query =
                QueryParameters.of(request, Set.of("status", "type", "group", "limit", "cursor"));
        TaskFilter filter =
                new TaskFilter(
                        query.constants("status", TaskStatus.class),
                        query.text("type"),
                        query.text("group"));
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        query.check();
        long now = System.currentTimeMillis();
        TaskPages.Page page = pages.read(filter, limit, query.text("cursor"), now);
        List<RawJson> items =
                page.tasks().stream()
                        .map(task -> TaskJson.summary(task.partition(), task.row(), now))
                        .toList();
        return Answers.page("tasks", Json.array(items), page.nextCursor());
    }
}
