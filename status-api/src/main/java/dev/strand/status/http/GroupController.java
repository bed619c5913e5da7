package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Answer;
import dev.strand.status.query.GroupJson;
import dev.strand.status.query.GroupList;
import dev.strand.status.query.GroupOrder;
import dev.strand.status.query.Groups;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Json;
import dev.strand.status.query.Lists;
import dev.strand.status.query.QueuePages;
import dev.strand.status.query.TaskJson;
import dev.strand.status.query.Wall;
import dev.strand.status.table.GroupCondition;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.Set;

/** Groups: summaries, and the queue of one. */
@Controller("/api/groups")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class GroupController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_WALL = 10_000;
    private static final int MAX_WALL = 50_000;
    private static final int RECENT = 20;

    private final Groups groups;
    private final QueuePages queues;
    private final Lists lists;

    GroupController(Groups groups, QueuePages queues, Lists lists) {
        this.groups = groups;
        this.queues = queues;
        this.lists = lists;
    }

    @Get
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        QueryParameters query =
                QueryParameters.of(
                        request, Set.of("state", "prefix", "sort", "limit", "cursor", "count"));
        GroupCondition state = query.constant("state", GroupCondition.class);
        GroupOrder sort = query.constant("sort", GroupOrder.class);
        GroupOrder order = sort == null ? GroupOrder.ID : sort;
        if (order != GroupOrder.ID && state == GroupCondition.IDLE) {
            query.refuse("sort", "must be id for groups that are idle", order.name());
        }
        String given = query.text("prefix");
        String prefix = given == null ? "" : given;
        if (order != GroupOrder.ID && !prefix.isEmpty()) {
            query.refuse("sort", "must be id for groups with a prefix", order.name());
        }
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        GroupList list = new GroupList(state, prefix, order, limit, null, query.flag("count"));
        query.check();
        Lists.Page<FoundGroup> page = lists.groups(list, query.text("cursor"));
        List<RawJson> items = page.items().stream().map(GroupJson::of).toList();
        return Answers.page("groups", Json.array(items), page);
    }

    @Get("/wall")
    HttpResponse<byte[]> wall(HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit"));
        int limit = query.limit(DEFAULT_WALL, MAX_WALL);
        query.check();
        Answer<List<Wall.Cell>> answer = lists.wall(limit);
        JsonWriter json = new JsonWriter(128 + answer.value().size() * 96).beginObject();
        Wall.write(json, answer.value(), System.currentTimeMillis());
        Answers.writePartial(json, answer.coverage());
        json.endObject();
        return Answers.covered(Answers.ok(RawJson.ofUtf8(json.toByteArray())), answer.coverage());
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
                                .map(task -> TaskJson.summary(task.partition(), task.row(), now))
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
            throw Groups.unknown(groupId);
        }
        return group;
    }
}
