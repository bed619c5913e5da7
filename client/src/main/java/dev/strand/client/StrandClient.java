package dev.strand.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Submits tasks, follows them and controls them. Made once and shared: it is thread-safe. What a
 * service refuses is thrown as a {@link StrandException}, what cannot be reached as an {@link
 * java.io.UncheckedIOException}.
 */
public final class StrandClient implements AutoCloseable {
    /** Longest wait that is asked for at once; services allow a minute by default. */
    private static final Duration WAIT = Duration.ofSeconds(20);

    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final Http ingest;
    private final Http status;

    StrandClient(HttpClient http, Http ingest, Http status) {
        this.http = http;
        this.ingest = ingest;
        this.status = status;
    }

    /** Says where the services are; {@link StrandClientBuilder#build} makes the client. */
    public static StrandClientBuilder builder() {
        return new StrandClientBuilder();
    }

    /**
     * Submits a task and returns once it is durable. Gets an id here if it has none, so that it may
     * safely be submitted again where the answer is lost.
     */
    public Accepted submit(Submission submission) {
        Submission named =
                submission.taskId() == null
                        ? submission.withTaskId(UUID.randomUUID().toString())
                        : submission;
        return Http.read(ingest.send("POST", "/api/tasks", named), Accepted.class);
    }

    /** Submits tasks in order; each is answered in its place, and bad ones hold up no others. */
    public List<BatchAnswer> submitAll(Collection<Submission> submissions) {
        JsonNode answers = ingest.send("POST", "/api/tasks/batch", submissions);
        Stream<JsonNode> each = Http.readAll(answers, JsonNode.class).stream();
        return each.map(StrandClient::batchAnswer).toList();
    }

    private static BatchAnswer batchAnswer(JsonNode answer) {
        return answer.has("sequence")
                ? new BatchAnswer(Http.read(answer, Accepted.class), null)
                : new BatchAnswer(null, Http.read(answer, Problem.class));
    }

    /**
     * The task of this id, if there is one.
     *
     * @throws StrandException 409 if tasks of several groups have it
     */
    public Optional<Task> get(String taskId) {
        return found(() -> task(taskId, Map.of()));
    }

    /** The task of this id in a group, if there is one. */
    public Optional<Task> get(String taskId, String groupId) {
        return found(() -> task(taskId, Map.of("group", groupId)));
    }

    private Task task(String taskId, Map<String, String> parameters) {
        return Http.read(status.get("/api/tasks/" + Http.encoded(taskId), parameters), Task.class);
    }

    private static <T> Optional<T> found(Supplier<T> asking) {
        try {
            return Optional.of(asking.get());
        } catch (StrandException e) {
            if (e.problem().status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Waits until a task has ended and returns it; as it is by then, if that takes longer than the
     * limit.
     */
    public Task await(Accepted accepted, Duration limit) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("group", accepted.groupId());
        parameters.put("at", accepted.partition() + "-" + accepted.sequence());
        return await(accepted.taskId(), parameters, limit);
    }

    /** The same for a task that somebody else may have submitted, in whatever group. */
    public Task await(String taskId, Duration limit) {
        return await(taskId, new LinkedHashMap<>(), limit);
    }

    private Task await(String taskId, Map<String, String> parameters, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (true) {
            Duration left = Duration.between(Instant.now(), deadline);
            Duration wait = left.compareTo(WAIT) > 0 ? WAIT : left;
            parameters.put("wait", (wait.isNegative() ? Duration.ZERO : wait).toString());
            Task task =
                    Http.read(
                            status.send(
                                    status.to("/api/tasks/" + Http.encoded(taskId), parameters)
                                            .timeout(WAIT.plus(status.timeout()))),
                            Task.class);
            if (task.status().isTerminal() || !Instant.now().isBefore(deadline)) {
                return task;
            }
        }
    }

    /** All tasks of a list; pages are read as they are needed. For one thread. */
    public Stream<Task> tasks(TaskQuery query) {
        return Pages.of(cursor -> page(query, cursor));
    }

    /**
     * One page of a list.
     *
     * @param cursor {@link Page#nextCursor} of the page before, or null for the first
     */
    public Page<Task> page(TaskQuery query, @Nullable String cursor) {
        return page("/api/tasks", "tasks", query.parameters(), cursor, Task.class);
    }

    /** Tasks that have failed for good and were not run again; states of the query don't count. */
    public Stream<Task> deadLetters(TaskQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        parameters.remove("status");
        return Pages.of(cursor -> {
            JsonNode json = status.get("/api/dead-letters", with(cursor, parameters));
            // Here a number, the same as that of the last attempt; in a task the attempts proper.
            for (JsonNode letter : json.path("deadLetters")) {
                if (letter instanceof ObjectNode fields) {
                    fields.remove("attempts");
                }
            }
            return Pages.read(json, "deadLetters", Task.class);
        });
    }

    /** All groups in a state, or all where it is null, in the order of their ids. */
    public Stream<Group> groups(@Nullable GroupState state) {
        Map<String, String> parameters = state == null ? Map.of() : Map.of("state", state.name());
        return Pages.of(cursor -> page("/api/groups", "groups", parameters, cursor, Group.class));
    }

    private <T> Page<T> page(
            String path,
            String name,
            Map<String, String> parameters,
            @Nullable String cursor,
            Class<T> type) {
        return Pages.read(status.get(path, with(cursor, parameters)), name, type);
    }

    private static Map<String, String> with(
            @Nullable String cursor, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (cursor != null) {
            all.put("cursor", cursor);
        }
        return all;
    }

    /** A group, if a task of it was ever read. */
    public Optional<Group> group(String groupId) {
        String path = "/api/groups/" + Http.encoded(groupId);
        return found(() -> Http.read(status.get(path, Map.of()), Group.class));
    }

    /** The tasks of a group that have not ended, in the order in which they run. */
    public Stream<Task> queue(String groupId) {
        String path = "/api/groups/" + Http.encoded(groupId) + "/tasks";
        return Pages.of(cursor -> page(path, "queue", Map.of(), cursor, Task.class));
    }

    /** Why a task is not running. */
    public Why why(String taskId) {
        String path = "/api/tasks/" + Http.encoded(taskId) + "/why";
        return Http.read(status.get(path, Map.of()), Why.class);
    }

    /** Why a group is not running. */
    public Why whyGroup(String groupId) {
        String path = "/api/groups/" + Http.encoded(groupId) + "/why";
        return Http.read(status.get(path, Map.of()), Why.class);
    }

    /** Commands to tasks, groups, types and everything. */
    public Controls controls() {
        return new Controls(status);
    }

    /**
     * Follows changes as they come, until the stream is closed: connects again where it breaks, and
     * goes on where it was.
     */
    public EventStream events(EventFilter filter, EventListener listener) {
        return EventStream.open(status, filter, listener);
    }

    /** Ends what goes on. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
