package dev.strand.processor.internal;

import dev.strand.core.why.Reason;
import dev.strand.core.why.ReasonCode;
import dev.strand.core.why.Sentences;
import dev.strand.schemas.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reasons as JSON: code, sentence, and what the code is about. */
final class WhyJson {
    private WhyJson() {}

    /** The whole answer. */
    static byte[] of(String groupId, List<Reason> reasons, Instant at) {
        JsonWriter json = new JsonWriter(512).beginObject().field("groupId", groupId);
        json.field("at", at).name("reasons").beginArray();
        for (Reason reason : reasons) {
            json.beginObject();
            json.field("code", ReasonCode.of(reason).name());
            json.field("sentence", Sentences.of(reason, at));
            details(json, reason);
            json.endObject();
        }
        return json.endArray().endObject().toByteArray();
    }

    private static void details(JsonWriter json, Reason reason) {
        switch (reason) {
            case Reason.NotDue r -> json.field("until", r.until());
            case Reason.Behind r -> behind(json, r);
            case Reason.Running r -> since(json.field("attempt", r.attempt()), r.since());
            case Reason.RetryLater r ->
                    json.field("until", r.until())
                            .field("attempt", r.failedAttempts())
                            .field("maxAttempts", r.maxAttempts());
            case Reason.PausedGroup r -> pause(json, r.pause());
            case Reason.PausedType r -> pause(json.field("type", r.type()), r.pause());
            case Reason.PausedAll r -> pause(json, r.pause());
            case Reason.Parked r -> parked(json, r);
            case Reason.NoPermit r ->
                    json.field("since", r.since())
                            .field("inUse", r.inUse())
                            .field("limit", r.limit());
            case Reason.NoTypePermit r ->
                    json.field("type", r.type())
                            .field("since", r.since())
                            .field("inUse", r.inUse())
                            .field("limit", r.limit());
            case Reason.RateLimited r ->
                    json.field("type", r.type())
                            .field("until", r.until())
                            .field("limitPerSecond", r.perSecond());
            case Reason.GroupRateLimited r ->
                    json.field("type", r.type())
                            .field("until", r.until())
                            .field("limitPerSecond", r.perSecond());
            case Reason.BreakerOpen r -> until(json.field("type", r.type()), r.until());
            case Reason.NoHandler r -> askedAt(json.field("type", r.type()), r.askedAt());
            case Reason.HandlerElsewhere r -> processors(json.field("type", r.type()), r);
            case Reason.RunningElsewhere r ->
                    since(json.field("attempt", r.attempt()), r.since())
                            .field("type", r.type())
                            .field("instance", r.processor());
            case Reason.NoOwner r -> json.field("partition", r.partition());
            case Reason.Recovering r -> json.field("partition", r.partition());
            case Reason.PredecessorUnknown r -> predecessor(json, r);
            case Reason.Draining r -> json.field("instance", r.instance());
            case Reason.Stuck r -> json.field("attempt", r.attempt()).field("since", r.since());
            case Reason.Ended _, Reason.CancelPending _ -> {}
        }
    }

    private static void behind(JsonWriter json, Reason.Behind reason) {
        json.name("blockedBy").beginObject().field("taskId", reason.taskId());
        json.field("status", reason.status().name()).endObject();
        since(json, reason.since());
    }

    private static void parked(JsonWriter json, Reason.Parked reason) {
        if (reason.taskId() != null) {
            json.name("blockedBy").beginObject().field("taskId", reason.taskId());
            json.field("status", "FAILED").endObject();
        }
        since(json, reason.since());
    }

    private static void predecessor(JsonWriter json, Reason.PredecessorUnknown reason) {
        json.field("instance", reason.instance()).field("epoch", reason.epoch());
        if (reason.taskId() != null) {
            json.name("blockedBy").beginObject().field("taskId", reason.taskId());
            json.field("status", "RUNNING").endObject();
        }
    }

    private static void pause(JsonWriter json, Reason.Pause pause) {
        if (pause.by() != null) {
            json.field("by", pause.by());
        }
        if (pause.reason() != null) {
            json.field("reason", pause.reason());
        }
        since(json, pause.since());
    }

    private static JsonWriter since(JsonWriter json, @Nullable Instant since) {
        return since == null ? json : json.field("since", since);
    }

    private static void askedAt(JsonWriter json, @Nullable Instant askedAt) {
        if (askedAt != null) {
            json.field("askedAt", askedAt);
        }
    }

    private static void processors(JsonWriter json, Reason.HandlerElsewhere reason) {
        json.name("instances").beginArray();
        reason.processors().forEach(json::element);
        json.endArray();
    }

    private static void until(JsonWriter json, @Nullable Instant until) {
        if (until != null) {
            json.field("until", until);
        }
    }
}
