package dev.strand.status.error;

import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is told of errors of one kind. Counts are lower bounds: what came too fast was not counted,
 * and what ended long before the start is not known.
 *
 * @param fingerprint the kind
 * @param count attempts that failed so
 * @param groups groups that they belong to; a number of a thousand means at least that many
 * @param firstMillis when it was seen first
 * @param lastMillis when it was seen last
 * @param exampleTaskId the task that failed so last
 * @param exampleGroupId its group
 * @param taskTypes types of tasks that failed so
 */
record ErrorLine(
        Fingerprint fingerprint,
        long count,
        long groups,
        long firstMillis,
        long lastMillis,
        String exampleTaskId,
        String exampleGroupId,
        Set<String> taskTypes) {

    ErrorLine plus(ErrorLine other) {
        boolean isLater = other.lastMillis > lastMillis;
        Set<String> types = new TreeSet<>(taskTypes);
        types.addAll(other.taskTypes);
        return new ErrorLine(
                fingerprint,
                count + other.count,
                groups + other.groups,
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis),
                isLater ? other.exampleTaskId : exampleTaskId,
                isLater ? other.exampleGroupId : exampleGroupId,
                types);
    }

    void write(JsonWriter json) {
        json.beginObject().field("fingerprint", fingerprint.id());
        json.field("type", fingerprint.type()).field("message", fingerprint.message());
        if (fingerprint.frame() != null) {
            json.field("frame", fingerprint.frame());
        }
        json.field("count", count).field("groups", groups);
        json.field("firstSeenAt", Instant.ofEpochMilli(firstMillis));
        json.field("lastSeenAt", Instant.ofEpochMilli(lastMillis));
        json.field("exampleTaskId", exampleTaskId).field("exampleGroupId", exampleGroupId);
        json.name("taskTypes").beginArray();
        new TreeSet<>(taskTypes).forEach(json::value);
        json.endArray().endObject();
    }

    void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, fingerprint.id());
        Wire.writeText(out, fingerprint.type());
        Wire.writeText(out, fingerprint.message());
        Wire.writeText(out, fingerprint.frame());
        out.writeLong(count);
        out.writeLong(groups);
        out.writeLong(firstMillis);
        out.writeLong(lastMillis);
        Wire.writeText(out, exampleTaskId);
        Wire.writeText(out, exampleGroupId);
        Wire.writeList(out, List.copyOf(taskTypes), Wire::writeText);
    }

    static ErrorLine read(DataInputStream in) throws IOException {
        Fingerprint fingerprint =
                new Fingerprint(
                        Wire.readText(in),
                        Wire.readText(in),
                        Wire.readText(in),
                        Wire.readOptionalText(in));
        return new ErrorLine(
                fingerprint,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Wire.readText(in),
                Wire.readText(in),
                Set.copyOf(Wire.readList(in, Wire::readText)));
    }
}
