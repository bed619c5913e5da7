package dev.strand.status.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, a JSON object. Mistakes in its fields are kept with what was got, so
 * that {@link #check} tells all of them at once. A field that is null counts as not given. For one
 * thread.
 */
final class JsonBody {
    private static final int MAX_VALUE_CHARS = 200;
    private static final int MAX_REMARK_CHARS = 500;
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MAX_ERRORS = 50;

    private final JsonNode json;
    private final List<InputError> errors = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    private JsonBody(JsonNode json) {
        this.json = json;
    }

    /**
     * A body that has to be there.
     *
     * @param rule what it must be, for whoever sent something else
     * @throws ProblemException 400 where it is missing or no JSON object
     */
    static JsonBody required(@Nullable String text, String rule) {
        if (text == null || text.isBlank()) {
            throw malformed(rule + ", and there was none", null);
        }
        return read(text, rule);
    }

    /**
     * A body that may be missing, and has no fields then.
     *
     * @throws ProblemException 400 where it is no JSON object
     */
    static JsonBody optional(@Nullable String text) {
        return read(
                text == null || text.isBlank() ? "{}" : text, "must be a JSON object or nothing");
    }

    private static JsonBody read(String text, String rule) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isObject()) {
                return new JsonBody(json);
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where =
                    at == null
                            ? ""
                            : " from line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw malformed(rule + ", and is no JSON" + where, text);
        }
        throw malformed(rule, text);
    }

    private static ProblemException malformed(String message, @Nullable String value) {
        return new ProblemException(
                Problem.malformed(List.of(new InputError("", message, brief(value)))));
    }

    /** Refuses every field that is not one of these. */
    void allow(Set<String> known) {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!known.contains(field.getKey())) {
                String names = String.join(", ", known.stream().sorted().toList());
                refuse(field.getKey(), "is not known here; known are: " + names);
            }
        }
    }

    /** Ends the request with everything that was refused, if anything was. */
    void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(errors));
        }
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** A field; {@link JsonNode#isMissingNode() missing} where it is not given. */
    JsonNode get(String name) {
        return has(name) ? json.path(name) : MissingNode.getInstance();
    }

    /** A text that is not empty, or null. */
    @Nullable String text(String name) {
        if (!has(name)) {
            return null;
        }
        String text = get(name).textValue();
        if (text == null || text.isEmpty()) {
            refuse(name, "must be a text that is not empty");
        }
        return text;
    }

    /** A text for people, which may be empty, or null. */
    @Nullable String remark(String name) {
        if (!has(name)) {
            return null;
        }
        String text = get(name).textValue();
        if (text == null || text.length() > MAX_REMARK_CHARS) {
            refuse(name, "must be a text of at most " + MAX_REMARK_CHARS + " characters");
        }
        return text;
    }

    /** A list of texts; refused where it has none, and where anything in it is no text. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : get(name)) {
            if (each.isTextual() && !each.textValue().isEmpty()) {
                texts.add(each.textValue());
            }
        }
        if (!get(name).isArray() || texts.isEmpty() || texts.size() < get(name).size()) {
            refuse(name, "must be a list of at least one text, and none of them empty");
        }
        return texts;
    }

    /** Whether a switch is on; it is off where it is not given. */
    boolean flag(String name) {
        if (has(name) && !get(name).isBoolean()) {
            refuse(name, "must be true or false");
        }
        return get(name).asBoolean(false);
    }

    /** A time in milliseconds since the epoch, or another value where there is none. */
    long millis(String name, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            return Instant.parse(get(name).asText()).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            refuse(name, "must be an RFC 3339 time in UTC like 2026-12-01T08:00:00Z");
            return otherwise;
        }
    }

    /**
     * Refuses a field, with what it is now: once, however much of it is wrong, and not more fields
     * than anybody reads.
     */
    void refuse(String name, String message) {
        if (errors.size() >= MAX_ERRORS || !refused.add(name)) {
            return;
        }
        JsonNode given = json.path(name);
        String value = given.isValueNode() ? given.asText() : given.toString();
        errors.add(
                new InputError(
                        "/" + brief(name), message, given.isMissingNode() ? null : brief(value)));
    }

    /** Refuses the body as a whole, for something that it lacks. */
    void refuseAll(String message) {
        errors.add(new InputError("", message, null));
    }

    private static @Nullable String brief(@Nullable String value) {
        return value == null || value.length() <= MAX_VALUE_CHARS
                ? value
                : value.substring(0, MAX_VALUE_CHARS) + "…";
    }
}
