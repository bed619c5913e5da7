package dev.strand.status.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.time.DurationFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was asked, as a row keeps it: what queries filter by, and everything else as JSON that is
 * written once and copied afterwards.
 *
 * @param type names the handler
 * @param submittedAtMillis timestamp of the record that carried the task
 * @param notBeforeMillis when it is due, or {@link Told#NEVER}
 * @param maxAttempts attempts in all
 * @param options an object of the other fields of a submission: priority, limits, labels
 * @param payload given to the handler
 */
public record Asked(
        String type,
        long submittedAtMillis,
        long notBeforeMillis,
        int maxAttempts,
        RawJson options,
        RawJson payload) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NO_LABELS = "\"labels\":{}}".getBytes(StandardCharsets.UTF_8);

    /** The labels, by name. Costs reading JSON where there are any. */
    public Map<String, String> labels() {
        byte[] json = options.utf8();
        int from = json.length - NO_LABELS.length;
        if (from >= 0 && Arrays.equals(json, from, json.length, NO_LABELS, 0, NO_LABELS.length)) {
            return Map.of();
        }
        Map<String, String> labels = new TreeMap<>();
        try {
            MAPPER.readTree(json)
                    .path("labels")
                    .properties()
                    .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        } catch (IOException e) {
            throw new UncheckedIOException("stored options of a task are no JSON", e);
        }
        return labels;
    }

    static Asked of(Task task) {
        TaskOptions options = task.options();
        return new Asked(
                task.type(),
                task.submittedAt().toEpochMilli(),
                Told.millis(options.notBefore()),
                options.retry().maxAttempts(),
                RawJson.ofUtf8(json(options)),
                task.payload());
    }

    private static byte[] json(TaskOptions options) {
        JsonWriter json = new JsonWriter(288).beginObject().field("priority", options.priority());
        if (options.notBefore() != null) {
            json.field("notBefore", options.notBefore());
        }
        if (options.expiresAt() != null) {
            json.field("expiresAt", options.expiresAt());
        }
        json.field("timeout", DurationFormat.format(options.timeout()));
        writeRetry(json.name("retry").beginObject(), options.retry());
        json.field("onFailure", options.onFailure().name());
        json.name("labels").beginObject();
        options.labels().forEach(json::field);
        return json.endObject().endObject().toByteArray();
    }

    private static void writeRetry(JsonWriter json, RetryPolicy retry) {
        json.field("maxAttempts", retry.maxAttempts());
        json.field("initialDelay", DurationFormat.format(retry.initialDelay()));
        json.field("multiplier", retry.multiplier());
        json.field("maxDelay", DurationFormat.format(retry.maxDelay()));
        json.field("jitter", retry.jitter()).endObject();
    }
}
