package dev.strand.status.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.Caller;
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

/** Reads the optional body of a control request: {@code {"reason": ..., "by": ...}}. */
final class Remarks {
    private static final int MAX_CHARS = 500;
    private static final Set<String> FIELDS = Set.of("reason", "by");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Remarks() {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Remark read(HttpRequest<?> request, @Nullable String body) {
        Remark said = read(body);
        String name = Caller.of(request).name();
        return name == null ? said : new Remark(said.reason(), name);
    }

    private static Remark read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return new Remark(null, null);
        }
        JsonNode json = parse(body);
        List<InputError> errors = new ArrayList<>();
        if (!json.isObject()) {
            errors.add(new InputError("", "must be an object or nothing", null));
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String pointer = "/" + field.getKey();
            if (!FIELDS.contains(field.getKey())) {
                errors.add(
                        new InputError(pointer, "is not known here; known are: by, reason", null));
            } else if (!isText(field.getValue())) {
                errors.add(
                        new InputError(
                                pointer,
                                "must be a text of at most " + MAX_CHARS + " characters",
                                null));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(errors));
        }
        return new Remark(text(json, "reason"), text(json, "by"));
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
