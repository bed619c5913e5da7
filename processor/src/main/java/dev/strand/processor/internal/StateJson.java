package dev.strand.processor.internal;

import dev.strand.core.owner.OwnerState;
import dev.strand.core.permit.Elsewhere.Handlers;
import dev.strand.core.permit.RateLimit;
import dev.strand.core.permit.TypeLimits;
import dev.strand.processor.execution.Delegation;
import dev.strand.processor.execution.ProcessInsight;
import dev.strand.processor.execution.TypeState;
import dev.strand.schemas.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a processor as JSON. */
final class StateJson {
    private StateJson() {}

    /** The whole answer. */
    static byte[] of(ProcessInsight processor, Instant at) {
        JsonWriter json = new JsonWriter(2_048).beginObject();
        json.field("instance", processor.instance()).field("version", processor.version());
        json.field("startedAt", processor.startedAt()).field("at", at);
        permits(json, processor.permits().limit(), processor.permits().used());
        delegation(json, processor.delegation());
        json.name("types").beginArray();
        Handlers others = processor.delegation().handlers();
        for (TypeState type : processor.types()) {
            type(json, type, processor.permits().limit(), others.of(type.use().type()));
        }
        json.endArray().name("partitions").beginArray();
        processor.partitions().forEach(state -> partition(json, state));
        return json.endArray().endObject().toByteArray();
    }

    private static void permits(JsonWriter json, int limit, int inUse) {
        json.name("permits").beginObject().field("limit", limit).field("inUse", inUse).endObject();
    }

    private static void delegation(JsonWriter json, Delegation delegation) {
        json.name("delegation").beginObject().field("given", delegation.given());
        json.field("waiting", delegation.waiting());
        json.field("lost", delegation.everLost());
        json.field("running", delegation.guests().running()).endObject();
    }

    private static void type(
            JsonWriter json, TypeState type, int processLimit, List<String> others) {
        TypeLimits limits = type.use().limits();
        json.beginObject().field("type", type.use().type()).field("hasHandler", type.hasHandler());
        permits(json, Math.min(limits.permits(), processLimit), type.use().inUse());
        json.field("waiting", type.waiting());
        json.name("elsewhere").beginArray();
        others.forEach(json::element);
        json.endArray();
        rate(json, "rate", limits.rate());
        rate(json, "groupRate", limits.groupRate());
        if (type.breaker() != null) {
            json.field("breaker", type.breaker());
        }
        json.endObject();
    }

    private static void rate(JsonWriter json, String name, @Nullable RateLimit rate) {
        if (rate != null) {
            json.name(name).beginObject().field("limitPerSecond", rate.perSecond()).endObject();
        }
    }

    private static void partition(JsonWriter json, OwnerState state) {
        json.beginObject().field("partition", state.partition()).field("epoch", state.epoch());
        json.field("state", state.phase().name()).field("running", state.running());
        json.field("lanes", state.lanes()).field("waiting", state.waiting()).endObject();
    }
}
