package dev.strand.status.http;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.GroupJson;
import dev.strand.status.query.Groups;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Json;
import dev.strand.status.query.QueuePages;
import dev.strand.status.query.TaskJson;
import dev.strand.status.table.GroupCondition;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Set;

/** Groups: summaries, and the queue of one. */
@Controller("/api/groups")
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int RECENT = 20;

    private final Groups groups;
    private final QueuePages queues;

    GroupController(Groups groups, QueuePages queues) {
        this.groups = groups;
        this.queues = queues;
    }

    @Get
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("state", "limit", "cursor"));
        GroupCondition state = query.constant("state", GroupCondition.class);
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        query.check();
        Groups.Page page = groups.read(state, limit, query.text("cursor"));
        List<RawJson> items = page.groups().stream().map(GroupJson::of).toList();
        return Answers.page("groups", Json.array(items), page.nextCursor());
    }

    @Get("/{groupId}")
    HttpResponse<byte[]> group(String groupId, HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        return Answers.ok(GroupJson.of(known(groupId)));
    }

    @Get("/{groupId}/tasks")
    HttpResponse<byte[]> tasks(String groupId, HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit", "cursor"));
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        query.check();
        FoundGroup group = known(groupId);
        long now = System.currentTimeMillis();
        QueuePages.Page page = queues.read(group, limit, query.text("cursor"));
        List<RawJson> queue = page.json(now);
        List<RawJson> recent =
                query.text("cursor") != null
                        ? List.of()
                        : queues.recent(group, RECENT).stream()
                                .map(row -> TaskJson.summary(group.partition(), row, now))
                                .toList();
        JsonWriter json = new JsonWriter(1024).beginObject();
        json.field("groupId", groupId).field("depth", group.row().depth());
        json.field("queue", Json.array(queue)).field("recent", Json.array(recent));
        if (page.nextCursor() != null) {
            json.field("nextCursor", page.nextCursor());
        }
        return Answers.ok(RawJson.ofUtf8(json.endObject().toByteArray()));
    }

    private FoundGroup known(String groupId) {
        FoundGroup group = groups.find(groupId);
        if (group == null) {
            throw new ProblemException(
                    Problem.unknown("no task was ever read of group " + groupId));
        }
        return group;
    }
}
