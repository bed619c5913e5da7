package dev.strand.status.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.bulk.BulkAction;
import dev.strand.status.bulk.BulkRequest;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.TaskFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the body of a bulk request. Unknown fields and all mistakes are told at once. */
final class BulkBody {
    private static final int MAX_IDS = 1_000;
    private static final double MAX_RATE = 100_000;
    private static final String IN_PLACE = "inPlace";
    private static final Set<String> COMMON =
            Set.of(
                    "type",
                    "group",
                    "error",
                    "from",
                    "to",
                    "taskIds",
                    "label",
                    "dryRun",
                    "ratePerSecond",
                    "by");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode json;
    private final List<InputError> errors = new ArrayList<>();

    private BulkBody(JsonNode json) {
        this.json = json;
    }

    /**
     * A request, and whether it shall only be counted.
     *
     * @param request what to do
     * @param isDryRun whether to count only
     */
    record Read(BulkRequest request, boolean isDryRun) {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Read read(BulkAction action, @Nullable String text, @Nullable String name) {
        BulkBody body = new BulkBody(parse(text));
        Set<String> known = new TreeSet<>(COMMON);
        if (action != BulkAction.REDRIVE) {
            known.add("status");
        }
        if (action != BulkAction.CANCEL) {
            known.add(IN_PLACE);
        }
        for (Map.Entry<String, JsonNode> field : body.json.properties()) {
            if (!known.contains(field.getKey())) {
                body.refuse(
                        field.getKey(),
                        "is not known here; known are: " + String.join(", ", known));
            }
        }
        TaskFilter filter =
                new TaskFilter(
                        body.statuses(action),
                        body.text("type"),
                        body.text("group"),
                        body.labels(),
                        body.millis("from", 0),
                        body.millis("to", Long.MAX_VALUE),
                        body.text("error"));
        BulkRequest request =
                new BulkRequest(
                        action,
                        filter,
                        body.ids(),
                        body.rate(),
                        body.isTrue(IN_PLACE),
                        name == null ? body.text("by") : name);
        boolean isDryRun = body.isTrue("dryRun");
        if (!body.errors.isEmpty()) {
            throw new ProblemException(Problem.malformed(body.errors));
        }
        return new Read(request, isDryRun);
    }

    private static JsonNode parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below, like a value that is no object.
        }
        throw new ProblemException(
                Problem.malformed(
                        List.of(new InputError("", "must be a JSON object or nothing", null))));
    }

    private Set<TaskStatus> statuses(BulkAction action) {
        EnumSet<TaskStatus> found = EnumSet.noneOf(TaskStatus.class);
        for (JsonNode each : json.path("status")) {
            String word = each.asText();
            EnumSet.allOf(TaskStatus.class).stream()
                    .filter(status -> status.name().equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add, () -> refuse("status", "must be a list of states"));
        }
        found.retainAll(action.allowed());
        boolean isGiven = json.has("status") && !json.path("status").isEmpty();
        if (isGiven && found.isEmpty()) {
            refuse("status", "must have one of " + action.allowed() + " for " + action.word());
        }
        return isGiven ? found : action.allowed();
    }

    private @Nullable String text(String name) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            refuse(name, "must be a text that is not empty");
            return null;
        }
        return value.textValue();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : json.path("label").properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    private long millis(String name, long otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            refuse(name, "must be an RFC 3339 time in UTC like 2026-12-01T08:00:00Z");
            return otherwise;
        }
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        json.path("taskIds").forEach(id -> ids.add(id.asText()));
        if (ids.size() > MAX_IDS) {
            refuse("taskIds", "must be at most " + MAX_IDS + "; use a filter for more");
        }
        return ids;
    }

    private double rate() {
        JsonNode value = json.get("ratePerSecond");
        if (value == null) {
            return 0;
        }
        double rate = value.asDouble(-1);
        if (!(rate > 0 && rate <= MAX_RATE)) {
            refuse("ratePerSecond", "must be a number above 0 and up to " + (long) MAX_RATE);
            return 0;
        }
        return rate;
    }

    private boolean isTrue(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            refuse(name, "must be true or false");
        }
        return value.asBoolean(false);
    }

    private void refuse(String name, String message) {
        errors.add(new InputError("/" + name, message, null));
    }
}
