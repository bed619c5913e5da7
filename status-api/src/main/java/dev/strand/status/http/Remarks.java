package dev.strand.status.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.Caller;
import dev.strand.core.log.UnparkAction;
import dev.strand.status.control.Controls.Remark;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a control request: {@code {"reason": ..., "by": ...}}, which is optional, with
 * {@code "inPlace"} of a retry, and {@code {"action": "RETRY|SKIP", "by": ...}} of an unpark.
 */
final class Remarks {
    private static final int MAX_CHARS = 500;
    private static final String IN_PLACE = "inPlace";
    private static final Set<String> FIELDS = Set.of("reason", "by");
    private static final Set<String> RETRY_FIELDS = Set.of("reason", "by", IN_PLACE);
    private static final Set<String> UNPARK_FIELDS = Set.of("action", "by");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Remarks() {}

    /**
     * How to let a parked group go on.
     *
     * @param action what becomes of the task that failed
     * @param remark who asks
     */
    record Unpark(UnparkAction action, Remark remark) {}

    /**
     * How to run a task again.
     *
     * @param isInPlace whether in the place of the run that parked its group
     * @param remark who asks, and why
     */
    record Retry(boolean isInPlace, Remark remark) {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Remark read(HttpRequest<?> request, @Nullable String body) {
        return authenticated(request, read(body));
    }

    private static Remark authenticated(HttpRequest<?> request, Remark said) {
        String name = Caller.of(request).name();
        return name == null ? said : new Remark(said.reason(), name);
    }

    private static Remark read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new Remark(null, null);
        }
        List<InputError> errors = new ArrayList<>();
        JsonNode json = fields(body, FIELDS, errors);
        check(errors);
        return new Remark(text(json, "reason"), text(json, "by"));
    }

    static Retry readRetry(HttpRequest<?> request, @Nullable String body) {
        List<InputError> errors = new ArrayList<>();
        JsonNode json = fields(body == null || body.isBlank() ? "{}" : body, RETRY_FIELDS, errors);
        check(errors);
        Remark said = new Remark(text(json, "reason"), text(json, "by"));
        return new Retry(json.path(IN_PLACE).asBoolean(), authenticated(request, said));
    }

    static Unpark readUnpark(HttpRequest<?> request, @Nullable String body) {
        List<InputError> errors = new ArrayList<>();
        JsonNode json = fields(body == null || body.isBlank() ? "{}" : body, UNPARK_FIELDS, errors);
        UnparkAction action = action(json.get("action"), errors);
        check(errors);
        return new Unpark(action, authenticated(request, new Remark(null, text(json, "by"))));
    }

    private static UnparkAction action(@Nullable JsonNode value, List<InputError> errors) {
        for (UnparkAction action : UnparkAction.values()) {
            if (value != null && action.name().equals(value.textValue())) {
                return action;
            }
        }
        errors.add(
                new InputError(
                        "/action",
                        "must be RETRY, which runs the failed task again before all that waits, or"
                                + " SKIP, which goes on without it",
                        value == null ? null : value.asText()));
        return UnparkAction.SKIP;
    }

    private static JsonNode fields(String body, Set<String> known, List<InputError> errors) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            errors.add(new InputError("", "must be an object", null));
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String pointer = "/" + field.getKey();
            if (!known.contains(field.getKey())) {
                String names = String.join(", ", known.stream().sorted().toList());
                errors.add(new InputError(pointer, "is not known here; known are: " + names, null));
            } else if (field.getKey().equals(IN_PLACE)) {
                if (!field.getValue().isBoolean()) {
                    errors.add(new InputError(pointer, "must be true or false", null));
                }
            } else if (!isText(field.getValue())) {
                errors.add(
                        new InputError(
                                pointer,
                                "must be a text of at most " + MAX_CHARS + " characters",
                                null));
            }
        }
        return json;
    }

    private static void check(List<InputError> errors) {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(errors));
        }
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.malformed(
                            List.of(
                                    new InputError(
                                            "",
                                            "must be a JSON object or nothing: "
                                                    + e.getOriginalMessage(),
                                            null))));
        }
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= MAX_CHARS;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null ? null : value.textValue();
    }
}
