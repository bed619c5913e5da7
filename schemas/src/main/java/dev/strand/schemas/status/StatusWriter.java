package dev.strand.schemas.status;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.SubmissionWriter;
import java.util.TreeSet;

/**
 * Writes status records, in facts the identity first and the task last, so that readers in a hurry
 * can stop early.
 */
final class StatusWriter {
    private static final int FIXED_BYTES = 512;
    private static final int RUNNING_BYTES = 192;

    private StatusWriter() {}

    static byte[] write(StatusRecord record) {
        JsonWriter json = new JsonWriter(sizeEstimateBytes(record)).beginObject();
        switch (record) {
            case Owner owner -> writeOwner(json, owner);
            case Fence fence -> writeKey(json.field("kind", "FENCE"), fence.key());
            case Fact fact -> writeFact(json, fact);
            case GroupChange change -> writeGroup(json, change);
            case Purged purged -> writePurged(json, purged);
            case Cleared cleared -> writeCleared(json, cleared);
            case CancelRequest request ->
                    writeRun(json.field("kind", "CREQ"), request.run())
                            .field("command", request.command());
            case Unknown unknown ->
                    throw new IllegalArgumentException(
                            "a record of unknown kind cannot be written, got: "
                                    + unknown.kind()
                                    + "; skip it instead");
        }
        return json.endObject().toByteArray();
    }

    private static int sizeEstimateBytes(StatusRecord record) {
        return switch (record) {
            case Fact(RunId run, OwnerKey owner, int attempt, var status, FactDetails details) ->
                    FIXED_BYTES
                            + (details.task() == null
                                    ? 0
                                    : SubmissionWriter.sizeEstimateBytes(details.task()))
                            + (details.result() == null ? 0 : details.result().sizeBytes());
            case Owner owner -> FIXED_BYTES + owner.running().size() * RUNNING_BYTES;
            case Fence fence -> FIXED_BYTES;
            case GroupChange change -> FIXED_BYTES;
            case Purged purged -> FIXED_BYTES;
            case Cleared cleared -> FIXED_BYTES;
            case CancelRequest request -> FIXED_BYTES;
            case Unknown unknown -> FIXED_BYTES;
        };
    }

    private static void writeOwner(JsonWriter json, Owner owner) {
        writeKey(json.field("kind", owner.kind().name()), owner.key())
                .field("number", owner.number())
                .field("instance", owner.instance())
                .field("closed", owner.closed());
        if (owner.address() != null) {
            json.field("address", owner.address());
        }
        if (owner.running().isEmpty()) {
            return;
        }
        json.name("running").beginArray();
        for (Running running : owner.running()) {
            writeRun(json.beginObject(), running.run())
                    .field("token", running.token().toString())
                    .endObject();
        }
        json.endArray();
    }

    private static void writeFact(JsonWriter json, Fact fact) {
        FactDetails details = fact.details();
        writeKey(writeRun(json.field("kind", "FACT"), fact.run()), fact.owner())
                .field("attempt", fact.attempt())
                .field("token", fact.token().toString())
                .field("status", fact.status().name())
                .field("at", details.at())
                .field("worker", details.worker());
        if (details.startedAt() != null) {
            json.field("startedAt", details.startedAt());
        }
        if (details.nextAttemptAt() != null) {
            json.field("nextAttemptAt", details.nextAttemptAt());
        }
        if (details.parks()) {
            json.field("parks", true);
        }
        if (details.progress() != null) {
            FactParts.write(json, details.progress());
        }
        if (details.error() != null) {
            FactParts.write(json, details.error());
        }
        if (details.result() != null) {
            json.field("result", details.result());
        }
        if (details.task() != null) {
            TaskOfFact.write(json, details.task());
        }
    }

    private static void writeGroup(JsonWriter json, GroupChange change) {
        json.field("kind", "GROUP")
                .field("groupId", change.groupId())
                .field("paused", change.paused())
                .field("command", change.command());
        writeKey(json, change.owner());
        if (change.reason() != null) {
            json.field("reason", change.reason());
        }
        if (change.by() != null) {
            json.field("by", change.by());
        }
        if (change.at() != null) {
            json.field("at", change.at());
        }
        Unparked unparked = change.unparked();
        if (unparked != null) {
            json.name("unparked").beginObject();
            writeRun(json, unparked.run()).field("action", unparked.action().name()).endObject();
        }
    }

    private static void writePurged(JsonWriter json, Purged purged) {
        json.field("kind", "PURGED")
                .field("groupId", purged.groupId())
                .field("command", purged.command());
        writeKey(json, purged.owner());
    }

    private static void writeCleared(JsonWriter json, Cleared cleared) {
        json.field("kind", "CLEARED").name("statuses").beginArray();
        for (TaskStatus status : new TreeSet<>(cleared.statuses())) {
            json.element(status.name());
        }
        json.endArray().field("before", cleared.before());
        if (cleared.command() >= 0) {
            json.field("command", cleared.command());
        }
        writeKey(json, cleared.owner()).field("at", cleared.at());
        if (cleared.by() != null) {
            json.field("by", cleared.by());
        }
    }

    private static JsonWriter writeRun(JsonWriter json, RunId run) {
        json.field("groupId", run.groupId())
                .field("taskId", run.taskId())
                .field("run", run.run())
                .field("sequence", run.sequence());
        return run.origin() == run.sequence() ? json : json.field("origin", run.origin());
    }

    private static JsonWriter writeKey(JsonWriter json, OwnerKey key) {
        return json.field("epoch", key.epoch()).field("nonce", key.nonce());
    }
}
