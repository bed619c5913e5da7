package dev.strand.schemas.task;

import dev.strand.core.log.Reserved;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.Violation;
import dev.strand.schemas.json.JsonFormat;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of records of {@code strand.tasks}. Decoding never throws for bad input, whatever
 * the bytes, and finds as many violations as one pass can. Safe for use by several threads.
 */
public final class TaskCodec {
    /** Largest payload where none is configured. */
    public static final int DEFAULT_MAX_PAYLOAD_BYTES = 1 << 20;

    /** Deepest nesting of objects and arrays in a record. */
    public static final int MAX_DEPTH = 256;

    /** Room for all fields besides the payload: more than the longest labels take. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private final int maxPayloadBytes;
    private final Function<String, AttemptDefaults> defaults;
    private final boolean fillsIn;
    private final JsonFormat format;

    /**
     * A codec with its limit and the built-in defaults.
     *
     * @param maxPayloadBytes largest payload as written, positive
     */
    public TaskCodec(int maxPayloadBytes) {
        this(maxPayloadBytes, AttemptDefaults.ALWAYS_BUILT_IN);
    }

    /**
     * A codec with its limit and the defaults of task types.
     *
     * @param maxPayloadBytes largest payload as written, positive
     * @param defaults by type, what holds for records that do not state it; only {@link #decode}
     *     fills it in
     */
    public TaskCodec(int maxPayloadBytes, Function<String, AttemptDefaults> defaults) {
        if (maxPayloadBytes < 1 || maxPayloadBytes > Integer.MAX_VALUE - ENVELOPE_BYTES) {
            throw new IllegalArgumentException(
                    "maxPayloadBytes must be positive and below 2 GiB, got: "
                            + maxPayloadBytes
                            + "; the default is "
                            + DEFAULT_MAX_PAYLOAD_BYTES);
        }
        this.maxPayloadBytes = maxPayloadBytes;
        this.defaults = defaults;
        this.fillsIn = !defaults.equals(AttemptDefaults.ALWAYS_BUILT_IN);
        this.format = new JsonFormat("the record", maxPayloadBytes + ENVELOPE_BYTES, MAX_DEPTH);
    }

    /**
     * Reads a record of {@code strand.tasks}.
     *
     * @param key the record key: the group id, or null for a task that is its own group
     * @param value the record value
     * @param context where the record stands
     */
    public Decoded<TaskRecord> decode(
            byte @Nullable [] key, byte @Nullable [] value, RecordContext context) {
        List<Violation> keyViolations = new ArrayList<>(0);
        String keyGroupId = groupIdOf(key, keyViolations);
        GroupOfRecord group = new GroupOfRecord(keyGroupId);
        boolean[] isCommand = {false};
        Decoded<TaskRecord> decoded =
                format.read(
                        value,
                        input -> {
                            TaskSubmission submission =
                                    SubmissionReader.read(
                                            input,
                                            maxPayloadBytes,
                                            other -> {
                                                isCommand[0] |= other.name().equals("command");
                                                SubmissionReader.REFUSED.read(other);
                                            });
                            return submission == null
                                    ? null
                                    : submission(input, submission, group, context);
                        });
        if (isCommand[0]) {
            decoded =
                    format.read(
                            value,
                            input -> {
                                CommandReader.Command command =
                                        CommandReader.read(input, maxPayloadBytes);
                                return command == null || !input.isClean()
                                        ? null
                                        : CommandRecords.of(input, command, group, context);
                            });
        }
        if (keyViolations.isEmpty()
                && decoded instanceof Decoded.Ok<TaskRecord>(TaskRecord record)) {
            checkReach(record, keyGroupId, keyViolations);
        }
        return keyViolations.isEmpty() ? filled(decoded) : both(keyViolations, decoded);
    }

    private Decoded<TaskRecord> filled(Decoded<TaskRecord> decoded) {
        if (!fillsIn || !(decoded instanceof Decoded.Ok<TaskRecord>(TaskRecord record))) {
            return decoded;
        }
        return switch (record) {
            case TaskRecord.Submission s ->
                    new Decoded.Ok<>(new TaskRecord.Submission(filled(s.task())));
            case TaskRecord.Retry r ->
                    new Decoded.Ok<>(
                            new TaskRecord.Retry(filled(r.task()), r.run(), r.isInPlace(), r.by()));
            case TaskRecord.Command _ -> decoded;
        };
    }

    private Task filled(Task task) {
        AttemptDefaults ofType = defaults.apply(task.type());
        return ofType.isBuiltIn()
                ? task
                : new Task(
                        task.groupId(),
                        task.taskId(),
                        task.type(),
                        task.payload(),
                        ofType.fill(task.options()),
                        task.submittedAt(),
                        task.traceparent());
    }

    /**
     * Reads one submission that comes without record, over HTTP: the same rules and the same
     * violations. What is missing of task id and group id is for the caller to fill in.
     */
    public Decoded<TaskSubmission> decodeSubmission(byte @Nullable [] json) {
        return format.read(
                json,
                input -> SubmissionReader.read(input, maxPayloadBytes, SubmissionReader.REFUSED));
    }

    /** The key of a record: its group id. */
    public static byte[] key(TaskRecord record) {
        return record.groupId().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value of a record, compact and without what is as by default. The group id is left to the
     * key, the time to the record's timestamp and the trace context to the header {@code
     * traceparent}.
     */
    public static byte[] encode(TaskRecord record) {
        return switch (record) {
            case TaskRecord.Submission submission -> encodeTask(submission.task());
            case TaskRecord.Command command -> CommandRecords.encode(command);
        };
    }

    private static byte[] encodeTask(Task task) {
        JsonWriter json = new JsonWriter(SubmissionWriter.sizeEstimateBytes(task));
        json.beginObject().field("taskId", task.taskId());
        SubmissionWriter.writeFields(json, task);
        return json.endObject().toByteArray();
    }

    private static TaskRecord submission(
            JsonInput input,
            TaskSubmission submission,
            GroupOfRecord group,
            RecordContext context) {
        String taskId = submission.taskId() == null ? context.madeTaskId() : submission.taskId();
        String groupId = group.of(input, "groupId", submission.groupId(), taskId);
        String traceparent = TaskRules.traceparent(context.traceparent());
        return new TaskRecord.Submission(
                submission.toTask(groupId, taskId, context.recordTime(), traceparent));
    }

    private static @Nullable String groupIdOf(byte @Nullable [] key, List<Violation> violations) {
        if (key == null) {
            return null;
        }
        String text = new String(key, StandardCharsets.UTF_8);
        Violation violation =
                Utf8.firstMalformed(key) < 0
                        ? TaskRules.KEY.check("", "the record key", text)
                        : new Violation(
                                "",
                                "the record key must be UTF-8; use the text of the group id as key",
                                text);
        if (violation != null) {
            violations.add(violation);
            return null;
        }
        return text;
    }

    /** Only pauses reach beyond a group, and clearing history always does. */
    private static void checkReach(
            TaskRecord record, @Nullable String key, List<Violation> violations) {
        boolean mayReachFurther =
                record instanceof TaskRecord.Pause || record instanceof TaskRecord.Resume;
        if (record instanceof TaskRecord.Clear && !Reserved.ALL.equals(key)) {
            violations.add(
                    new Violation(
                            "",
                            "the record key of the command clear must be ~all; send it to every"
                                    + " partition under that key",
                            key));
        } else if (key != null
                && Reserved.isReserved(key)
                && !mayReachFurther
                && !(record instanceof TaskRecord.Clear)) {
            violations.add(
                    new Violation(
                            "",
                            "the record key must not begin with ~, which is reserved for pauses of"
                                + " task types (~type:) and of everything (~all); choose another"
                                + " group id",
                            key));
        }
    }

    private static Decoded<TaskRecord> both(
            List<Violation> violations, Decoded<TaskRecord> decoded) {
        if (decoded instanceof Decoded.Invalid<TaskRecord> invalid) {
            violations.addAll(invalid.violations());
        }
        return new Decoded.Invalid<>(violations);
    }
}
