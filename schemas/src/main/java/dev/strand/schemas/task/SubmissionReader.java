package dev.strand.schemas.task;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Stated;
import dev.strand.core.log.TaskOptions;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.TextRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a submission, wherever it stands: alone, in a retry command, or inside a
 * fact.
 */
public final class SubmissionReader {
    /** The fields of a submission. */
    enum Field {
        TYPE,
        TASK_ID,
        GROUP_ID,
        PAYLOAD,
        PRIORITY,
        NOT_BEFORE,
        EXPIRES_AT,
        TIMEOUT,
        RETRY,
        ON_FAILURE,
        LABELS
    }

    /** What to do with a field that submissions do not have. */
    @FunctionalInterface
    public interface OtherField {
        /** Consumes or refuses the current value. */
        void read(JsonInput input) throws IOException;
    }

    /** Refuses fields that submissions do not have: a typing error must not vanish. */
    public static final OtherField REFUSED = input -> input.refuseUnknown(SubmissionReader.FIELDS);

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);

    private static final Set<Field> WITHOUT_OPTIONS =
            EnumSet.of(Field.TYPE, Field.TASK_ID, Field.GROUP_ID, Field.PAYLOAD);

    private final JsonInput input;
    private final int maxPayloadBytes;
    private @Nullable String taskId;
    private @Nullable String groupId;
    private @Nullable String type;
    private RawJson payload = RawJson.NULL;
    private int priority = TaskOptions.DEFAULT_PRIORITY;
    private @Nullable Instant notBefore;
    private @Nullable Instant expiresAt;
    private Duration timeout = TaskOptions.DEFAULT_TIMEOUT;
    private RetryReader.Read retry = RetryReader.Read.NOTHING;
    private OnFailure onFailure = OnFailure.CONTINUE;
    private Map<String, String> labels = Map.of();

    private SubmissionReader(JsonInput input, int maxPayloadBytes) {
        this.input = input;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /**
     * Reads up to the end of the current object.
     *
     * @param input stands at the beginning of the object
     * @param maxPayloadBytes largest payload, as written
     * @param other gets the fields that submissions do not have
     * @return null only where a violation was noted
     */
    public static @Nullable TaskSubmission read(
            JsonInput input, int maxPayloadBytes, OtherField other) throws IOException {
        return new SubmissionReader(input, maxPayloadBytes).fields(other);
    }

    private @Nullable TaskSubmission fields(OtherField other) throws IOException {
        EnumSet<Field> seen = EnumSet.noneOf(Field.class);
        while (input.nextField()) {
            Field field = FIELDS.find(input.name());
            if (field == null) {
                other.read(input);
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        if (notBefore != null && expiresAt != null && !expiresAt.isAfter(notBefore)) {
            String name = FieldNames.nameOf(Field.EXPIRES_AT);
            input.refuse(
                    name, "must be after notBefore", "choose a later time", expiresAt.toString());
        }
        if (!seen.contains(Field.TYPE)) {
            input.refuse(
                    FieldNames.nameOf(Field.TYPE), "is required", TaskRules.TYPE.remedy(), null);
        }
        return type == null
                ? null
                : new TaskSubmission(taskId, groupId, type, payload, options(seen));
    }

    private TaskOptions options(Set<Field> seen) {
        boolean hasOptions = !WITHOUT_OPTIONS.containsAll(seen);
        return hasOptions
                ? new TaskOptions(
                        priority,
                        notBefore,
                        expiresAt,
                        timeout,
                        retry.policy(),
                        onFailure,
                        labels,
                        seen.contains(Field.TIMEOUT)
                                ? retry.stated().with(Stated.Option.TIMEOUT)
                                : retry.stated())
                : TaskOptions.DEFAULT;
    }

    private void read(Field field) throws IOException {
        switch (field) {
            case TYPE -> type = input.text(TaskRules.TYPE);
            case TASK_ID -> taskId = input.text(TaskRules.TASK_ID);
            case GROUP_ID -> groupId = input.text(TaskRules.GROUP_ID);
            case PAYLOAD -> payload = payload();
            case PRIORITY ->
                    priority =
                            input.integer(
                                    TaskOptions.MIN_PRIORITY,
                                    TaskOptions.MAX_PRIORITY,
                                    TaskOptions.DEFAULT_PRIORITY);
            case NOT_BEFORE -> notBefore = input.text(TaskRules.TIME);
            case EXPIRES_AT -> expiresAt = input.text(TaskRules.TIME);
            case TIMEOUT -> timeout = text(TaskRules.TIMEOUT, timeout);
            case RETRY -> retry = RetryReader.read(input);
            case ON_FAILURE -> onFailure = text(TaskRules.ON_FAILURE, onFailure);
            case LABELS -> labels = LabelReader.read(input);
        }
    }

    private <T> T text(TextRule<T> rule, T otherwise) throws IOException {
        T value = input.text(rule);
        return value == null ? otherwise : value;
    }

    private RawJson payload() throws IOException {
        RawJson value = input.raw();
        if (value.sizeBytes() > maxPayloadBytes) {
            input.refuse(
                    FieldNames.nameOf(Field.PAYLOAD),
                    "must be at most " + maxPayloadBytes + " bytes",
                    "send a reference to where the data is kept",
                    value.sizeBytes() + " bytes");
        }
        return value;
    }
}
