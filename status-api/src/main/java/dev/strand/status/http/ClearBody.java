package dev.strand.status.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request to clear history. All mistakes are told at once. */
final class ClearBody {
    private static final Set<String> KNOWN =
            Set.of("statuses", "before", "olderThan", "dryRun", "by", "reason");
    private static final int MAX_CHARS = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode json;
    private final Instant now;
    private final List<InputError> errors = new ArrayList<>();

    private ClearBody(JsonNode json, Instant now) {
        this.json = json;
        this.now = now;
    }

    /**
     * What is asked for.
     *
     * @param statuses how tasks have ended; at least one
     * @param before and when: earlier than this, which is not in the future
     * @param isDryRun whether to count only
     * @param reason why, or null
     * @param by who, as the body says, or null
     */
    record Read(
            Set<TaskStatus> statuses,
            Instant before,
            boolean isDryRun,
            @Nullable String reason,
            @Nullable String by) {}

    static Read read(@Nullable String text, Instant now) {
        ClearBody body = new ClearBody(parse(text), now);
        for (Map.Entry<String, JsonNode> field : body.json.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                String names = String.join(", ", KNOWN.stream().sorted().toList());
                body.refuse(field.getKey(), "is not known here; known are: " + names, null);
            }
        }
        Read read =
                new Read(
                        body.statuses(),
                        body.before().truncatedTo(ChronoUnit.MILLIS),
                        body.isDryRun(),
                        body.text("reason"),
                        body.text("by"));
        if (!body.errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(body.errors));
        }
        return read;
    }

    private static JsonNode parse(@Nullable String text) {
        try {
            JsonNode json = MAPPER.readTree(text == null ? "" : text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below, like a value that is no object.
        }
        throw new ProblemException(
                Problem.malformed(
                        List.of(
                                new InputError(
                                        "",
                                        "must be a JSON object with statuses, and before or"
                                                + " olderThan",
                                        null))));
    }

    private Set<TaskStatus> statuses() {
        Set<TaskStatus> found = EnumSet.noneOf(TaskStatus.class);
        for (JsonNode each : json.path("statuses")) {
            String word = each.asText();
            boolean isKnown = false;
            for (TaskStatus status : TaskStatus.ENDED) {
                isKnown |= status.name().equals(word) && found.add(status);
            }
            if (!isKnown) {
                refuse("statuses", "must have each of " + TaskStatus.ENDED + " once at most", word);
            }
        }
        if (found.isEmpty() && errors.isEmpty()) {
            refuse("statuses", "must be a list of some of " + TaskStatus.ENDED, null);
        }
        return found;
    }

    private Instant before() {
        if (json.has("before") == json.has("olderThan")) {
            refuse(
                    "before",
                    "or else olderThan must say which tasks: those that ended earlier, or longer"
                            + " ago",
                    null);
            return now;
        }
        return json.has("before") ? time(json.path("before")) : age(json.path("olderThan"));
    }

    private Instant time(JsonNode value) {
        try {
            Instant before = Instant.parse(value.asText());
            if (!before.isAfter(now)) {
                return before;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        refuse(
                "before",
                "must be an RFC 3339 time in UTC that is past, like 2026-12-01T08:00:00Z",
                value.asText());
        return now;
    }

    private Instant age(JsonNode value) {
        try {
            Duration age = Duration.parse(value.asText());
            if (!age.isNegative()) {
                return now.minus(age);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        refuse("olderThan", "must be a duration of 0 or more, like P7D or PT12H", value.asText());
        return now;
    }

    private boolean isDryRun() {
        JsonNode value = json.path("dryRun");
        if (!value.isMissingNode() && !value.isBoolean()) {
            refuse("dryRun", "must be true or false", value.asText());
        }
        return value.asBoolean(false);
    }

    private @Nullable String text(String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > MAX_CHARS) {
            refuse(name, "must be a text of at most " + MAX_CHARS + " characters", null);
        }
        return value.textValue();
    }

    private void refuse(String name, String message, @Nullable String value) {
        errors.add(new InputError("/" + name, message, value));
    }
}
