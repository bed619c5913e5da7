package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.LiveGroup;
import dev.strand.status.table.TaskRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A group's summary as clients see it. */
public final class GroupJson {
    private GroupJson() {}

    /** The summary. */
    public static RawJson of(FoundGroup group) {
        GroupRow row = group.row();
        JsonWriter json = new JsonWriter(384).beginObject();
        json.field("groupId", group.groupId()).field("state", row.condition().name());
        json.field("depth", row.depth()).field("queued", row.waiting());
        json.field("running", row.running()).field("retrying", row.retrying());
        json.field("partition", group.partition());
        if (row.state().paused()) {
            writePause(json.name("paused").beginObject(), row);
            json.endObject();
        }
        writeParked(json, row.state().parkedBy());
        TaskRow head = group.head();
        if (head != null) {
            json.name("head").beginObject();
            json.field("taskId", head.id().taskId()).field("sequence", head.id().sequence());
            json.field("type", head.type()).field("status", head.status().name());
            json.endObject();
            json.field("oldestSubmittedAt", Instant.ofEpochMilli(head.submittedAtMillis()));
        }
        if (row.lastSequence() >= 0) {
            json.field("lastSequence", row.lastSequence());
            json.field("updatedAt", Instant.ofEpochMilli(row.updatedAtMillis()));
        }
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }

    /**
     * The summary without its head.
     *
     * @param live what memory knows of it, or null
     */
    public static RawJson of(
            int partition, String groupId, GroupRow row, @Nullable LiveGroup live) {
        JsonWriter json = new JsonWriter(256).beginObject();
        json.field("groupId", groupId).field("state", row.condition().name());
        json.field("depth", row.depth()).field("queued", row.waiting());
        json.field("running", row.running()).field("retrying", row.retrying());
        json.field("partition", partition);
        if (live != null && live.isExact() && live.oldestMillis() > 0) {
            json.field("oldestSubmittedAt", Instant.ofEpochMilli(live.oldestMillis()));
        }
        if (live != null && live.runningSinceMillis() > 0) {
            json.field("runningSince", Instant.ofEpochMilli(live.runningSinceMillis()));
        }
        json.field("updatedAt", Instant.ofEpochMilli(Math.max(0, row.updatedAtMillis())));
        return RawJson.ofUtf8(json.endObject().toByteArray());
    }

    /** The run whose failure holds the group, where one does. */
    private static void writeParked(JsonWriter json, @Nullable RunId run) {
        if (run != null) {
            json.name("parked").beginObject().field("taskId", run.taskId());
            json.field("run", run.run()).field("sequence", run.sequence()).endObject();
        }
    }

    private static void writePause(JsonWriter json, GroupRow row) {
        json.field("command", row.state().command());
        String reason = row.state().reason();
        if (reason != null) {
            json.field("reason", reason);
        }
        String by = row.state().by();
        if (by != null) {
            json.field("by", by);
        }
    }
}
