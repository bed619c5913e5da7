package dev.strand.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands. Each returns once its command is durable; its effect comes later, and is seen in the
 * task or the group. Why and who may be left out; where the service knows who asks, that name
 * stands instead. Thread-safe.
 */
public final class Controls {
    private final Http status;

    Controls(Http status) {
        this.status = status;
    }

    /**
     * Why, and who asks.
     *
     * @param reason up to 500 characters
     * @param by up to 500 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Remark(@Nullable String reason, @Nullable String by) {
        /** Nothing said. */
        public static final Remark NONE = new Remark(null, null);
    }

    /**
     * A command that is durable.
     *
     * @param command its word, such as {@code cancel}
     * @param groupId the group that it is for
     * @param taskId the task that it is for, or null
     * @param partition where it lies
     * @param sequence its place there
     */
    public record Command(
            String command,
            String groupId,
            @Nullable String taskId,
            int partition,
            long sequence) {}

    /** How a parked group goes on. */
    public enum Unpark {
        /** The task that failed runs again, before all that waits. */
        RETRY,
        /** Without it. */
        SKIP
    }

    /** Ends a task that has not ended, as CANCELLED; a handler that works on it is interrupted. */
    public Command cancel(String taskId, Remark remark) {
        return one("POST", "/api/tasks/" + Http.encoded(taskId) + "/cancel", remark);
    }

    /** Runs a task again that has ended: the next run, at the end of its group. */
    public Command retry(String taskId, Remark remark) {
        return one("POST", "/api/tasks/" + Http.encoded(taskId) + "/retry", remark);
    }

    /** No task of the group starts until it is resumed. */
    public Command pause(String groupId, Remark remark) {
        return one("POST", "/api/groups/" + Http.encoded(groupId) + "/pause", remark);
    }

    /** Ends a pause. */
    public Command resume(String groupId, Remark remark) {
        return one("POST", "/api/groups/" + Http.encoded(groupId) + "/resume", remark);
    }

    /** Lets a group go on that the failure of a task holds. */
    public Command unpark(String groupId, Unpark action, @Nullable String by) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("action", action.name());
        if (by != null) {
            body.put("by", by);
        }
        return one("POST", "/api/groups/" + Http.encoded(groupId) + "/unpark", body);
    }

    /** Cancels all tasks of a group that have not started. */
    public Command purge(String groupId, Remark remark) {
        return one(
                "DELETE", "/api/groups/" + Http.encoded(groupId) + "/tasks?status=QUEUED", remark);
    }

    /** No task of a type starts until it is resumed; one command for every partition. */
    public List<Command> pauseType(String type, Remark remark) {
        return all("/api/types/" + Http.encoded(type) + "/pause", remark);
    }

    /** Ends a pause of a type. */
    public List<Command> resumeType(String type, Remark remark) {
        return all("/api/types/" + Http.encoded(type) + "/resume", remark);
    }

    /** No task starts until everything is resumed. */
    public List<Command> pauseAll(Remark remark) {
        return all("/api/pause", remark);
    }

    /** Ends a pause of everything. */
    public List<Command> resumeAll(Remark remark) {
        return all("/api/resume", remark);
    }

    private Command one(String method, String path, Object body) {
        return Http.read(status.send(method, path, body), Command.class);
    }

    private List<Command> all(String path, Object body) {
        return Http.readAll(status.send("POST", path, body).path("accepted"), Command.class);
    }
}
