package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.status.fleet.Answer;
import dev.strand.status.live.TaskWait;
import dev.strand.status.live.TaskWaits;
import dev.strand.status.live.Until;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Json;
import dev.strand.status.query.Lists;
import dev.strand.status.query.TaskJson;
import dev.strand.status.query.TaskList;
import dev.strand.status.query.Tasks;
import dev.strand.status.table.TaskRow;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tasks: one by its id, and pages of them. */
@Controller("/api/tasks")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class TaskController {
    private static final String OR_CLEARED =
            ", or it has ended and its history has been cleared since";

    private static final int NEWEST = 0;

    private final Tasks tasks;
    private final Lists lists;
    private final TaskWaits waits;
    private final ReadThrough readThrough;

    TaskController(Tasks tasks, Lists lists, TaskWaits waits, ReadThrough readThrough) {
        this.tasks = tasks;
        this.lists = lists;
        this.waits = waits;
        this.readThrough = readThrough;
    }

    @Get("/{taskId}")
    CompletableFuture<HttpResponse<byte[]>> task(String taskId, HttpRequest<?> request) {
        QueryParameters query =
                QueryParameters.of(request, Set.of("group", "run", "at", "wait", "until"));
        String groupId = query.text("group");
        int run = query.number("run", NEWEST, Integer.MAX_VALUE);
        Duration wait = query.duration("wait", readThrough.limit());
        if (run != NEWEST && wait != null) {
            query.refuse(
                    "run", "must be left out with wait, which is for the newest run", "" + run);
        }
        Until until = query.constant("until", Until.class);
        ReadThrough.At at = readThrough.at(query);
        if (until != null && wait == null) {
            query.refuse("until", "needs wait, for example wait=PT20S", until.name());
        }
        query.check();
        Until goal = until == null ? Until.TERMINAL : until;
        return readThrough
                .reached(at, wait)
                .thenCompose(left ->
                        wait == null
                                ? CompletableFuture.completedFuture(find(taskId, groupId, run))
                                : Connections.whileOpen(
                                        request,
                                        gone ->
                                                waits.await(
                                                        new TaskWait(taskId, groupId, goal, left),
                                                        gone)))
                .thenApply(found ->
                        Answers.covered(
                                Answers.ok(json(one(found.value(), taskId, groupId))),
                                found.coverage()));
    }

    private Answer<List<FoundTask>> find(String taskId, @Nullable String groupId, int run) {
        if (run == NEWEST) {
            return tasks.ask(taskId, groupId);
        }
        Answer<List<FoundTask>> found = tasks.askRun(taskId, groupId, run);
        if (found.value().isEmpty()) {
            TaskRow newest = only(tasks, taskId, groupId).row();
            throw new ProblemException(
                    Problem.unknown(
                            "task %s has no run %d of its own; the newest is %d. Attempts of a run"
                                            .formatted(taskId, run, newest.id().run())
                                    + " that ran again in its place are with the later run; runs"
                                    + " that have ended may have been cleared"));
        }
        return found;
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
                                    ? "no task has the id " + taskId + OR_CLEARED
                                    : "no task of group "
                                            + groupId
                                            + " has the id "
                                            + taskId
                                            + OR_CLEARED));
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
                QueryParameters.of(request, TaskQueries.LIST, TaskQueries.LABEL_PREFIX);
        TaskList list = TaskQueries.list(query);
        query.check();
        long now = System.currentTimeMillis();
        Lists.Page<FoundTask> page = lists.tasks(list, query.text("cursor"));
        List<RawJson> items =
                page.items().stream()
                        .map(task -> TaskJson.summary(task.partition(), task.row(), now))
                        .toList();
        return Answers.page("tasks", Json.array(items), page);
    }
}
