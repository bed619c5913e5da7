package dev.strand.schemas.task;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.time.DurationFormat;

/** Writes the fields of a submission without those that are as by default, the payload last. */
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
        if (!options.timeout().equals(TaskOptions.DEFAULT_TIMEOUT)) {
            json.field("timeout", DurationFormat.format(options.timeout()));
        }
        if (!options.retry().equals(RetryPolicy.DEFAULT)) {
            writeRetry(json, options.retry());
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

    private static void writeRetry(JsonWriter json, RetryPolicy retry) {
        json.name("retry").beginObject();
        if (retry.maxAttempts() != RetryPolicy.DEFAULT.maxAttempts()) {
            json.field("maxAttempts", retry.maxAttempts());
        }
        if (!retry.initialDelay().equals(RetryPolicy.DEFAULT.initialDelay())) {
            json.field("initialDelay", DurationFormat.format(retry.initialDelay()));
        }
        if (Double.compare(retry.multiplier(), RetryPolicy.DEFAULT.multiplier()) != 0) {
            json.field("multiplier", retry.multiplier());
        }
        if (!retry.maxDelay().equals(RetryPolicy.DEFAULT.maxDelay())) {
            json.field("maxDelay", DurationFormat.format(retry.maxDelay()));
        }
        if (Double.compare(retry.jitter(), RetryPolicy.DEFAULT.jitter()) != 0) {
            json.field("jitter", retry.jitter());
        }
        json.endObject();
    }
}
