package dev.strand.schemas.status;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.StatusNames;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one status record, in any order, and makes the record of them. */
final class StatusReader {
    private static final long MAX_LONG = Long.MAX_VALUE;
    private static final int ABSENT = -1;

    private final JsonInput input;
    private final boolean withTail;
    private String kind = "";
    private String groupId = "";
    private String taskId = "";
    private int run = ABSENT;
    private long sequence = ABSENT;
    private long origin = ABSENT;
    private long epoch = ABSENT;
    private String nonce = "";
    private int attempt = ABSENT;
    private String status = "";
    private @Nullable Instant at;
    private String worker = "";
    private @Nullable Instant startedAt;
    private @Nullable Instant nextAttemptAt;
    private @Nullable Progress progress;
    private @Nullable TaskError error;
    private @Nullable RawJson result;
    private @Nullable TaskOfFact task;
    private long number;
    private String instance = "";
    private boolean closed;
    private List<Running> running = List.of();
    private boolean paused;
    private long command = ABSENT;
    private @Nullable String reason;
    private @Nullable String by;
    private @Nullable String address;
    private boolean parks;
    private @Nullable UnparkedReader unparked;
    private Set<TaskStatus> statuses = Set.of();
    private @Nullable Instant before;

    StatusReader(JsonInput input, boolean withTail) {
        this.input = input;
        this.withTail = withTail;
    }

    @Nullable StatusRecord read() throws IOException {
        EnumSet<StatusField> seen = EnumSet.noneOf(StatusField.class);
        while (input.nextField()) {
            StatusField field = StatusField.NAMES.find(input.name());
            if (field == null) {
                input.skip();
            } else if (!withTail && field.isTail()) {
                if (isFactHead()) {
                    input.stop();
                    break;
                }
                input.skip();
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        StatusRecord record = record(seen);
        return input.isClean() ? record : null;
    }

    /** Whether all is read that a fact has before its tail; writers put it first. */
    private boolean isFactHead() {
        return kind.equals("FACT")
                && run >= 0
                && sequence >= 0
                && epoch >= 0
                && attempt >= 0
                && at != null
                && !status.isEmpty()
                && !taskId.isEmpty()
                && !groupId.isEmpty()
                && !nonce.isEmpty();
    }

    private void read(StatusField field) throws IOException {
        switch (field) {
            case KIND -> kind = text();
            case GROUP_ID -> groupId = text();
            case TASK_ID -> taskId = text();
            case RUN -> run = input.integer(1, Integer.MAX_VALUE, ABSENT);
            case SEQUENCE -> sequence = input.integer(0, MAX_LONG, ABSENT);
            case ORIGIN -> origin = input.integer(0, MAX_LONG, ABSENT);
            case EPOCH -> epoch = input.integer(1, MAX_LONG, ABSENT);
            case NONCE -> nonce = text();
            case ATTEMPT -> attempt = input.integer(0, Integer.MAX_VALUE, ABSENT);
            case STATUS -> status = text();
            case AT -> at = input.text(StatusTexts.TIME);
            case WORKER -> worker = text();
            case STARTED_AT -> startedAt = input.text(StatusTexts.TIME);
            case NEXT_ATTEMPT_AT -> nextAttemptAt = input.text(StatusTexts.TIME);
            case PROGRESS -> progress = FactParts.progress(input);
            case ERROR -> error = FactParts.error(input);
            case RESULT -> result = input.raw();
            case TASK -> task = TaskOfFact.read(input);
            case NUMBER -> number = input.integer(0, MAX_LONG, 0);
            case INSTANCE -> instance = text();
            case CLOSED -> closed = input.truth(false);
            case RUNNING -> running = RunningReader.read(input);
            case PAUSED -> paused = input.truth(false);
            case COMMAND -> command = input.integer(0, MAX_LONG, ABSENT);
            case REASON -> reason = input.text(StatusTexts.TEXT);
            case BY -> by = input.text(StatusTexts.TEXT);
            case ADDRESS -> address = input.text(StatusTexts.TEXT);
            case PARKS -> parks = input.truth(false);
            case UNPARKED -> unparked = UnparkedReader.read(input);
            case STATUSES -> statuses = StatusNames.ended(input, StatusTexts.remedy());
            case BEFORE -> before = input.text(StatusTexts.TIME);
        }
    }

    private String text() throws IOException {
        String text = input.text(StatusTexts.TEXT);
        return text == null ? "" : text;
    }

    private @Nullable StatusRecord record(Set<StatusField> seen) {
        RequiredFields.of(kind).forEach(field -> require(seen, field));
        return switch (kind) {
            case "FACT" -> fact(seen);
            case "CLAIM", "BEAT", "CLOSE" ->
                    new StatusRecord.Owner(
                            owner(),
                            OwnerKind.valueOf(kind),
                            number,
                            instance,
                            closed,
                            running,
                            address);
            case "FENCE" -> new StatusRecord.Fence(owner());
            case "GROUP" ->
                    new StatusRecord.GroupChange(
                            groupId,
                            paused,
                            command,
                            owner(),
                            reason,
                            by,
                            at,
                            unparked == null ? null : unparked.of(groupId));
            case "PURGED" -> new StatusRecord.Purged(groupId, command, owner());
            case "CLEARED" ->
                    before == null || at == null
                            ? null
                            : new StatusRecord.Cleared(statuses, before, command, owner(), at, by);
            case "CREQ" -> new StatusRecord.CancelRequest(runId(), command);
            case "" -> null;
            default -> new StatusRecord.Unknown(kind);
        };
    }

    private @Nullable StatusRecord fact(Set<StatusField> seen) {
        FactStatus known = FactParts.STATUSES.get(status);
        if (known == null) {
            return new StatusRecord.Unknown("FACT " + status);
        }
        if (known == FactStatus.RETRYING) {
            require(seen, StatusField.NEXT_ATTEMPT_AT);
        }
        if (at == null) {
            return null;
        }
        FactDetails details =
                new FactDetails(
                        task == null ? null : task.of(groupId, taskId),
                        at,
                        worker,
                        startedAt,
                        nextAttemptAt,
                        result,
                        error,
                        progress,
                        parks);
        return new StatusRecord.Fact(runId(), owner(), attempt, known, details);
    }

    private void require(Set<StatusField> seen, StatusField field) {
        if (!seen.contains(field)) {
            String rule =
                    kind.isEmpty() ? "is required" : "is required in a record of kind " + kind;
            input.refuse(FieldNames.nameOf(field), rule, StatusTexts.remedy(), null);
        }
    }

    private RunId runId() {
        return new RunId(groupId, taskId, run, sequence, origin < 0 ? sequence : origin);
    }

    private OwnerKey owner() {
        return new OwnerKey(epoch, nonce);
    }
}
