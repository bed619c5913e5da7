package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.table.Asked;
import dev.strand.status.table.AttemptLine;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as the contract has it. */
public final class TaskJson {
    private static final int TYPICAL_BYTES = 512;

    private TaskJson() {}

    /**
     * The whole task.
     *
     * @param nowMillis the time, in milliseconds since the epoch: a queued task may not be due yet
     */
    public static RawJson full(int partition, TaskRow row, long nowMillis) {
        JsonWriter json = new JsonWriter(TYPICAL_BYTES + row.shown().payload().sizeBytes());
        writeHead(json.beginObject(), partition, row, nowMillis);
        Told told = row.told();
        json.field("payload", row.shown().payload());
        json.field("attempts", attempts(told.attempts()));
        optional(json, "result", told.result());
        json.endObject();
        return Json.merged(List.of(RawJson.ofUtf8(json.toByteArray()), row.shown().options()));
    }

    /** The task without what can be large: payload, result and the history of its attempts. */
    public static RawJson summary(int partition, TaskRow row, long nowMillis) {
        JsonWriter json = new JsonWriter(TYPICAL_BYTES);
        writeHead(json.beginObject(), partition, row, nowMillis);
        json.endObject();
        return Json.merged(List.of(RawJson.ofUtf8(json.toByteArray()), row.shown().options()));
    }

    private static void writeHead(JsonWriter json, int partition, TaskRow row, long nowMillis) {
        Asked asked = row.shown();
        json.field("taskId", row.id().taskId()).field("groupId", row.id().groupId());
        json.field("type", asked.type()).field("status", row.statusAt(nowMillis).name());
        json.field("run", row.id().run()).field("attempt", row.state().attempts());
        json.field("maxAttempts", asked.maxAttempts());
        json.field("partition", partition).field("sequence", row.id().sequence());
        writeTimes(json, row);
        Told told = row.told();
        if (told.worker() != null) {
            json.field("worker", told.worker());
        }
        if (!row.state().token().equals(Token.NONE)) {
            json.field("token", row.state().token().toString());
        }
        optional(json, "progress", told.progress());
        optional(json, "error", told.error());
    }

    private static void writeTimes(JsonWriter json, TaskRow row) {
        json.field("submittedAt", Instant.ofEpochMilli(row.submittedAtMillis()));
        time(json, "startedAt", row.told().startedAtMillis());
        time(json, "finishedAt", row.told().finishedAtMillis());
        Instant next = row.state().nextAttemptAt();
        if (next != null && row.status() == TaskStatus.RETRYING) {
            json.field("nextAttemptAt", next);
        }
        json.field("updatedAt", Instant.ofEpochMilli(row.updatedAtMillis()));
    }

    private static RawJson attempts(List<AttemptLine> lines) {
        List<RawJson> attempts = new ArrayList<>(lines.size());
        for (AttemptLine line : lines) {
            JsonWriter json = new JsonWriter(TYPICAL_BYTES).beginObject();
            json.field("run", line.run()).field("attempt", line.attempt());
            time(json, "startedAt", line.startedAtMillis());
            time(json, "finishedAt", line.finishedAtMillis());
            if (line.outcome() != null) {
                json.field("outcome", line.outcome());
            }
            optional(json, "error", line.error());
            json.field("worker", line.worker());
            attempts.add(RawJson.ofUtf8(json.endObject().toByteArray()));
        }
        return Json.array(attempts);
    }

    private static void optional(JsonWriter json, String name, @Nullable RawJson value) {
        if (value != null) {
            json.field(name, value);
        }
    }

    private static void time(JsonWriter json, String name, long millis) {
        if (millis != Told.NEVER) {
            json.field(name, Instant.ofEpochMilli(millis));
        }
    }
}
