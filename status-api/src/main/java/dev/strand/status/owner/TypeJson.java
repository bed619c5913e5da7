package dev.strand.status.owner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.owner.Processors.Processor;
import dev.strand.status.table.StatusCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Types of tasks as clients see them: those that tasks have, and those that have a handler. */
public final class TypeJson {
    private TypeJson() {}

    /**
     * Writes an array. Whether a type has a handler is left out where that is not known, since a
     * processor that could have it did not answer.
     *
     * @param counts how many runs of each type are in each stored state
     * @param paused types that are paused, and who paused them and why
     * @param processors those that were asked
     */
    public static void write(
            JsonWriter json,
            Map<String, StatusCounts> counts,
            Map<String, RawJson> paused,
            List<Processor> processors) {
        Map<String, List<String>> handledBy = new TreeMap<>();
        Map<String, String> breakers = new HashMap<>();
        for (Processor processor : processors) {
            JsonNode state = processor.state();
            if (state != null) {
                for (JsonNode type : state.path("types")) {
                    read(type, processor.instance(), handledBy, breakers);
                }
            }
        }
        Set<String> names = new TreeSet<>(counts.keySet());
        names.addAll(handledBy.keySet());
        names.addAll(paused.keySet());
        boolean isComplete =
                !processors.isEmpty() && processors.stream().allMatch(p -> p.state() != null);
        json.beginArray();
        for (String name : names) {
            List<String> instances = handledBy.getOrDefault(name, List.of());
            StatusCounts of = counts.getOrDefault(name, StatusCounts.NONE);
            json.beginObject().field("type", name);
            if (isComplete || !instances.isEmpty()) {
                json.field("hasHandler", !instances.isEmpty());
            }
            json.name("handledBy").beginArray();
            instances.forEach(json::value);
            RawJson pause = paused.get(name);
            json.endArray().field("paused", pause != null);
            if (pause != null) {
                json.field("pause", pause);
            }
            String breaker = breakers.get(name);
            if (breaker != null) {
                json.field("breaker", breaker);
            }
            json.field("queued", of.of(TaskStatus.QUEUED));
            json.field("running", of.of(TaskStatus.RUNNING)).endObject();
        }
        json.endArray();
    }

    private static void read(
            JsonNode type,
            String instance,
            Map<String, List<String>> handledBy,
            Map<String, String> breakers) {
        String name = type.path("type").asText("");
        if (!name.isEmpty() && type.path("hasHandler").asBoolean(false)) {
            handledBy.computeIfAbsent(name, n -> new ArrayList<>()).add(instance);
        }
        String breaker = type.path("breaker").asText("");
        if (!breaker.isEmpty() && !breaker.equals("CLOSED")) {
            breakers.put(name, breaker);
        } else if (!breaker.isEmpty()) {
            breakers.putIfAbsent(name, breaker);
        }
    }
}
