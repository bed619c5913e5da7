package dev.strand.status.owner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.owner.Processors.All;
import dev.strand.status.owner.Processors.Processor;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Processors as clients see them. */
public final class ProcessorJson {
    private ProcessorJson() {}

    /** The members of an open object. */
    public static void write(JsonWriter json, All all, long nowMillis) {
        json.name("processors").beginArray();
        all.processors().forEach(processor -> write(json, processor, nowMillis));
        json.endArray().field("partitions", all.partitions());
        Set<Integer> owned = new HashSet<>(all.coverage().missing());
        all.owners().stream()
                .filter(line -> line.isOwned(nowMillis))
                .forEach(line -> owned.add(line.partition()));
        json.name("unowned").beginArray();
        for (int partition = 0; partition < all.partitions(); partition++) {
            if (!owned.contains(partition)) {
                json.value(partition);
            }
        }
        json.endArray();
    }

    private static void write(JsonWriter json, Processor processor, long nowMillis) {
        JsonNode state = processor.state();
        json.beginObject().field("instance", processor.instance());
        if (processor.address() != null) {
            json.field("address", processor.address());
        }
        json.field("reachable", state != null);
        if (processor.problem() != null) {
            json.field("problem", processor.problem());
        }
        if (state != null) {
            copy(json, state, "version");
            copy(json, state, "permits");
            copy(json, state, "startedAt");
            copy(json, state, "types");
        }
        long last = 0;
        json.name("partitions").beginArray();
        for (OwnerLine line : processor.owned()) {
            last = Math.max(last, line.lastMillis());
            write(json, line, state, nowMillis);
        }
        json.endArray();
        if (last > 0) {
            json.field("lastHeartbeatAt", Instant.ofEpochMilli(last));
        }
        json.endObject();
    }

    private static void write(
            JsonWriter json, OwnerLine line, @Nullable JsonNode state, long nowMillis) {
        json.beginObject().field("partition", line.partition()).field("epoch", line.epoch());
        String word = line.state(nowMillis);
        long running = line.orphans();
        if (state != null) {
            for (JsonNode each : state.path("partitions")) {
                boolean isSame =
                        each.path("partition").asInt(-1) == line.partition()
                                && each.path("epoch").asLong(-1) == line.epoch();
                if (isSame) {
                    word = each.path("state").asText(word);
                    running = each.path("running").asLong(running);
                }
            }
        }
        json.field("state", word).field("running", running).endObject();
    }

    private static void copy(JsonWriter json, JsonNode state, String name) {
        JsonNode value = state.get(name);
        if (value != null) {
            json.field(name, RawJson.of(value.toString()));
        }
    }
}
