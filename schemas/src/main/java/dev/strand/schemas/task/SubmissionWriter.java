package dev.strand.schemas.task;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Stated;
import dev.strand.core.log.Stated.Option;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.time.DurationFormat;

/**
 * Writes the fields of a submission without those that are as by default and not stated, the
 * payload last.
 */
public final class SubmissionWriter {
    private static final int FIXED_BYTES = 384;

    private SubmissionWriter() {}

    /** Room that a task will mostly need, in bytes. */
    public static int sizeEstimateBytes(Task task) {
        return FIXED_BYTES + task.payload().sizeBytes() + task.options().labels().size() * 64;
    }

    /**
     * Writes into the object that is open; not the group id, which the record key or the record
     * around it says.
     */
    public static void writeFields(JsonWriter json, Task task) {
        json.field("type", task.type());
        writeOptions(json, task.options());
        if (!task.payload().equals(RawJson.NULL)) {
            json.field("payload", task.payload());
        }
    }

    private static void writeOptions(JsonWriter json, TaskOptions options) {
        if (options.priority() != TaskOptions.DEFAULT_PRIORITY) {
            json.field("priority", options.priority());
        }
        if (options.notBefore() != null) {
            json.field("notBefore", options.notBefore());
        }
        if (options.expiresAt() != null) {
            json.field("expiresAt", options.expiresAt());
        }
        Stated stated = options.stated();
        if (stated.has(Option.TIMEOUT)) {
            json.field("timeout", DurationFormat.format(options.timeout()));
        }
        if (stated.hasRetry()) {
            writeRetry(json, options.retry(), stated);
        }
        if (options.onFailure() != TaskOptions.DEFAULT.onFailure()) {
            json.field("onFailure", options.onFailure().name());
        }
        if (!options.labels().isEmpty()) {
            json.name("labels").beginObject();
            options.labels().forEach(json::field);
            json.endObject();
        }
    }

    private static void writeRetry(JsonWriter json, RetryPolicy retry, Stated stated) {
        json.name("retry").beginObject();
        if (stated.has(Option.MAX_ATTEMPTS)) {
            json.field("maxAttempts", retry.maxAttempts());
        }
        if (stated.has(Option.INITIAL_DELAY)) {
            json.field("initialDelay", DurationFormat.format(retry.initialDelay()));
        }
        if (stated.has(Option.MULTIPLIER)) {
            json.field("multiplier", retry.multiplier());
        }
        if (stated.has(Option.MAX_DELAY)) {
            json.field("maxDelay", DurationFormat.format(retry.maxDelay()));
        }
        if (stated.has(Option.JITTER)) {
            json.field("jitter", retry.jitter());
        }
        json.endObject();
    }
}
