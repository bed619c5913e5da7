package dev.strand.status.mask;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.strand.access.Caller;
import dev.strand.access.Roles;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of JSON what viewers are not to see. A task is recognised wherever it stands by its
 * {@code type} beside a {@code taskId}, a group of errors by its {@code taskTypes}. Safe for use by
 * several threads.
 */
@Singleton
public final class Masks {
    /** What stands in the place of what was taken out. */
    public static final String MASKED = "(masked)";

    private static final int MIN_REPEATED_CHARS = 3;
    private static final List<String> TEXTS = List.of("message", "stack", "frame");
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final MaskConfig config;
    private final List<JsonPointer> pointers;

    Masks(MaskConfig config) {
        this.config = config;
        this.pointers = config.pointers().stream().map(JsonPointer::compile).toList();
    }

    /** Whether anything is to be taken out for a caller. */
    public boolean applyTo(Caller caller) {
        return !config.isEmpty() && !caller.has(Roles.OPERATOR);
    }

    /** JSON in UTF-8 without what is masked. */
    public byte[] masked(byte[] json) {
        return masked(new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** JSON without what is masked. */
    public String masked(String json) {
        try {
            JsonNode whole = MAPPER.readTree(json);
            mask(whole);
            return MAPPER.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is to be masked is no JSON", e);
        }
    }

    private void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").isTextual() && object.has("taskId")) {
                maskTask(object);
                return;
            }
            if (hasMaskedType(object.path("taskTypes"))) {
                hideTexts(object);
            }
        }
        node.forEach(this::mask);
    }

    private boolean hasMaskedType(JsonNode types) {
        for (JsonNode type : types) {
            if (isMasked(type.asText())) {
                return true;
            }
        }
        return false;
    }

    private boolean isMasked(String type) {
        return config.types().stream()
                .anyMatch(masked ->
                        masked.endsWith("*")
                                ? type.startsWith(masked.substring(0, masked.length() - 1))
                                : type.equals(masked));
    }

    private void maskTask(ObjectNode task) {
        if (isMasked(task.path("type").asText())) {
            for (String field : List.of("payload", "result", "progress")) {
                hide(task, field);
            }
            hideTextsIn(task);
            return;
        }
        List<String> removed = new ArrayList<>();
        for (String field : List.of("payload", "result")) {
            pointers.forEach(pointer -> removeAt(task.path(field), pointer, removed));
        }
        removed.forEach(text -> removeRepeats(task, text));
    }

    private static void hideTextsIn(ObjectNode task) {
        for (JsonNode error : errorsOf(task)) {
            hideTexts((ObjectNode) error);
        }
    }

    private static List<JsonNode> errorsOf(ObjectNode task) {
        List<JsonNode> errors = new ArrayList<>();
        errors.add(task.path("error"));
        task.path("attempts").forEach(attempt -> errors.add(attempt.path("error")));
        errors.removeIf(error -> !error.isObject());
        return errors;
    }

    private static void hideTexts(ObjectNode error) {
        TEXTS.forEach(text -> hide(error, text));
    }

    private static void hide(ObjectNode object, String field) {
        if (object.has(field)) {
            object.put(field, MASKED);
        }
    }

    private static void removeAt(JsonNode value, JsonPointer pointer, List<String> removed) {
        JsonNode parent = value.at(pointer.head());
        JsonPointer last = pointer.last();
        JsonNode found = value.at(pointer);
        if (found.isMissingNode()) {
            return;
        }
        collect(found, removed);
        switch (parent) {
            case ObjectNode object -> object.put(last.getMatchingProperty(), MASKED);
            case ArrayNode array -> array.set(last.getMatchingIndex(), TextNode.valueOf(MASKED));
            default -> throw new IllegalStateException("nothing else has elements");
        }
    }

    private static void collect(JsonNode found, List<String> removed) {
        if (found.isValueNode() && found.asText().length() >= MIN_REPEATED_CHARS) {
            removed.add(found.asText());
        }
        found.forEach(each -> collect(each, removed));
    }

    private static void removeRepeats(ObjectNode task, String secret) {
        List<JsonNode> places = errorsOf(task);
        places.add(task.path("progress"));
        for (JsonNode place : places) {
            if (place instanceof ObjectNode object) {
                for (String text : TEXTS) {
                    if (object.path(text).asText("").contains(secret)) {
                        object.put(text, object.path(text).asText().replace(secret, MASKED));
                    }
                }
            }
        }
    }
}
