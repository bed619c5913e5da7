package dev.strand.status.why;

import dev.strand.schemas.json.JsonWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a task is not running.
 *
 * @param code for programs
 * @param sentence for people
 * @param blockedBy the task that is before it, or null
 * @param blockedByStatus the state of that task, or null
 * @param until when it is over, or null where nobody knows
 * @param by who wants it so, or null
 * @param since when it began, or null where that is not known
 */
record Reason(
        String code,
        String sentence,
        @Nullable String blockedBy,
        @Nullable String blockedByStatus,
        @Nullable Instant until,
        @Nullable String by,
        @Nullable Instant since) {

    static Reason of(String code, String sentence) {
        return new Reason(code, sentence, null, null, null, null, null);
    }

    Reason behind(String taskId, String status) {
        return new Reason(code, sentence, taskId, status, until, by, since);
    }

    Reason until(@Nullable Instant time) {
        return new Reason(code, sentence, blockedBy, blockedByStatus, time, by, since);
    }

    Reason by(@Nullable String person) {
        return new Reason(code, sentence, blockedBy, blockedByStatus, until, person, since);
    }

    Reason since(@Nullable Instant time) {
        return new Reason(code, sentence, blockedBy, blockedByStatus, until, by, time);
    }

    void write(JsonWriter json) {
        json.beginObject().field("code", code).field("sentence", sentence);
        if (blockedBy != null && blockedByStatus != null) {
            json.name("blockedBy").beginObject();
            json.field("taskId", blockedBy).field("status", blockedByStatus).endObject();
        }
        if (until != null) {
            json.field("until", until);
        }
        if (by != null) {
            json.field("by", by);
        }
        if (since != null) {
            json.field("since", since);
        }
        json.endObject();
    }
}
