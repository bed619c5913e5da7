package dev.strand.status.why;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.owner.OwnerLine;
import dev.strand.status.owner.Owners;
import dev.strand.status.owner.ProcessorCalls;
import dev.strand.status.owner.ProcessorCalls.Told;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Says why a task, or a group, is not running. The owner of the partition knows best and is asked
 * first; where it does not answer in about a second, the logs say what they know. For use by
 * several threads.
 */
@Singleton
public class Why {
    private final Fleet fleet;
    private final Owners owners;
    private final ProcessorCalls calls;

    Why(Fleet fleet, Owners owners, ProcessorCalls calls) {
        this.fleet = fleet;
        this.owners = owners;
        this.calls = calls;
    }

    /** Why a task is not running. */
    public CompletableFuture<RawJson> task(FoundTask task) {
        return of(task.row().id().groupId(), task.row().id().taskId());
    }

    /**
     * Why a group is not running.
     *
     * @throws ProblemException 404 if nothing of it was ever read, 503 if nobody can tell
     */
    public CompletableFuture<RawJson> group(String groupId) {
        return of(groupId, null);
    }

    private CompletableFuture<RawJson> of(String groupId, @Nullable String taskId) {
        WhyQuestion question = new WhyQuestion(owners, groupId, taskId);
        Answer<List<Situation>> answer = fleet.ask(question);
        if (answer.value().isEmpty()) {
            answer = fleet.askAll(question);
        }
        if (answer.value().isEmpty()) {
            throw answer.coverage().isPartial()
                    ? new ProblemException(
                            Problem.unavailable(
                                    "nobody can answer for partitions "
                                            + answer.coverage().missing()
                                            + " now; ask again"))
                    : Groups.unknown(groupId);
        }
        Situation situation = answer.value().getFirst();
        return ask(situation).thenApply(told -> json(situation, told.json()));
    }

    private CompletableFuture<Told> ask(Situation situation) {
        OwnerLine owner = situation.owner();
        String address = owner.address();
        TaskRow asked =
                situation.task() == null ? situation.group().head() : situation.task().row();
        boolean isOver = asked == null || asked.status().isTerminal();
        if (address == null || isOver || !owner.isOwned(System.currentTimeMillis())) {
            return CompletableFuture.completedFuture(new Told(null, null));
        }
        String path =
                "/internal/groups/%s/why?partition=%d"
                        .formatted(
                                encoded(situation.group().groupId()),
                                situation.group().partition());
        FoundTask task = situation.task();
        return calls.get(
                address,
                task == null ? path : path + "&taskId=" + encoded(task.row().id().taskId()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static RawJson json(Situation situation, @Nullable JsonNode told) {
        long now = System.currentTimeMillis();
        JsonWriter json = new JsonWriter(512).beginObject();
        FoundTask task = situation.task();
        if (task != null) {
            json.field("taskId", task.row().id().taskId());
        }
        json.field("groupId", situation.group().groupId());
        json.field(
                "status",
                task == null
                        ? situation.group().row().condition().name()
                        : task.row().statusAt(now).name());
        json.field("at", Instant.ofEpochMilli(now));
        JsonNode reasons = told == null ? null : told.get("reasons");
        if (reasons != null && reasons.isArray() && !reasons.isEmpty()) {
            json.field("source", "owner").field("reasons", RawJson.of(reasons.toString()));
        } else {
            json.field("source", "log").name("reasons").beginArray();
            LogReasons.of(situation, now).forEach(reason -> reason.write(json));
            json.endArray();
        }
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }
}
