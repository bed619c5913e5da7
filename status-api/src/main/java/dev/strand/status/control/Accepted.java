package dev.strand.status.control;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A command that Kafka has acknowledged. Its effect is a fact that comes later.
 *
 * @param command its name
 * @param groupId the group it speaks to
 * @param taskId the task it speaks of, or null
 * @param partition where it stands
 * @param sequence its offset in {@code strand.tasks}
 */
public record Accepted(
        String command, String groupId, @Nullable String taskId, int partition, long sequence) {
    /** As clients see it. */
    public RawJson json() {
        JsonWriter json = new JsonWriter(192).beginObject();
        json.field("command", command).field("groupId", groupId);
        if (taskId != null) {
            json.field("taskId", taskId);
        }
        json.field("partition", partition).field("sequence", sequence);
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }
}
