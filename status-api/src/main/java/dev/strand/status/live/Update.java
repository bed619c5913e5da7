package dev.strand.status.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.RawJson;
import dev.strand.status.query.TaskJson;
import dev.strand.status.table.TaskRow;
import org.jspecify.annotations.Nullable;

/** A task as it is after a change. Its text is made once for all streams. Not thread-safe. */
final class Update {
    private final Key key;
    private final String groupId;
    private final String taskId;
    private final String type;
    private final @Nullable TaskRow row;
    private @Nullable RawJson json;

    /** A change of a row of this instance. */
    Update(int partition, TaskRow row) {
        this.key = new Key(partition, row.id().sequence());
        this.groupId = row.id().groupId();
        this.taskId = row.id().taskId();
        this.type = row.type();
        this.row = row;
    }

    private Update(JsonNode task) {
        this.key = new Key(task.path("partition").asInt(), task.path("sequence").asLong());
        this.groupId = task.path("groupId").asText();
        this.taskId = task.path("taskId").asText();
        this.type = task.path("type").asText();
        this.row = null;
        this.json = RawJson.of(task.toString());
    }

    /** A change that another instance told. */
    static Update told(JsonNode task) {
        return new Update(task);
    }

    /** Names the run: a later update of the same run takes the place of an earlier one. */
    record Key(int partition, long sequence) {}

    Key key() {
        return key;
    }

    String groupId() {
        return groupId;
    }

    String taskId() {
        return taskId;
    }

    String type() {
        return type;
    }

    RawJson json(long nowMillis) {
        RawJson made = json;
        if (made == null && row != null) {
            made = TaskJson.summary(key.partition(), row, nowMillis);
            json = made;
        }
        return made == null ? RawJson.NULL : made;
    }
}
