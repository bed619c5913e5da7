package dev.strand.schemas.task;

import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.StatusNames;
import dev.strand.schemas.json.TextRule;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a command and holds them against what its kind needs. */
final class CommandReader {
    /** The fields of commands. */
    enum Field {
        COMMAND,
        GROUP_ID,
        TASK_ID,
        TASK,
        RUN,
        IN_PLACE,
        SEQUENCE,
        ATTEMPT,
        ACTION,
        STATUSES,
        BEFORE,
        REASON,
        BY
    }

    /** What can be asked. */
    enum Kind {
        CANCEL,
        RETRY,
        HASTEN,
        PAUSE,
        RESUME,
        UNPARK,
        PURGE,
        CLEAR
    }

    /**
     * What was read; nothing that {@code kind} needs is missing where the input got no violation.
     */
    record Command(
            Kind kind,
            @Nullable String groupId,
            @Nullable String taskId,
            @Nullable TaskSubmission task,
            int run,
            Details details,
            @Nullable String reason,
            @Nullable String by) {
        /** Whether it names a run. */
        boolean hasRun() {
            return details.hasRun();
        }
    }

    /**
     * What only some kinds say.
     *
     * @param hasRun whether a run is named
     * @param isInPlace of a retry
     * @param sequence of a cancel or hasten, -1 where it says none
     * @param attempt of a hasten
     * @param action of an unpark
     * @param statuses of a clear
     * @param before of a clear
     */
    record Details(
            boolean hasRun,
            boolean isInPlace,
            long sequence,
            int attempt,
            @Nullable UnparkAction action,
            Set<TaskStatus> statuses,
            @Nullable Instant before) {}

    private static final FieldNames<Kind> KINDS = FieldNames.of(Kind.class);

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final int FIRST_RETRY_RUN = 2;
    private static final TextRule<Kind> KIND =
            new TextRule<>(
                    "must be cancel, retry, hasten, pause, resume, unpark, purge or clear",
                    "choose one of these",
                    KINDS::find);
    private static final TextRule<UnparkAction> ACTION =
            new TextRule<>(
                    "must be RETRY or SKIP",
                    "choose one of them: RETRY runs the failed task again first, SKIP goes on with"
                            + " the next",
                    CommandReader::action);

    private final JsonInput input;
    private final int maxPayloadBytes;
    private final EnumSet<Field> seen = EnumSet.noneOf(Field.class);
    private @Nullable Kind kind;
    private @Nullable String groupId;
    private @Nullable String taskId;
    private @Nullable TaskSubmission task;
    private int run = FIRST_RETRY_RUN;
    private boolean isInPlace;
    private long sequence = -1;
    private int attempt = 1;
    private @Nullable UnparkAction action;
    private Set<TaskStatus> statuses = Set.of();
    private @Nullable Instant before;
    private @Nullable String reason;
    private @Nullable String by;

    private CommandReader(JsonInput input, int maxPayloadBytes) {
        this.input = input;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /** Reads up to the end of the current object; null only where a violation was noted. */
    static @Nullable Command read(JsonInput input, int maxPayloadBytes) throws IOException {
        return new CommandReader(input, maxPayloadBytes).fields();
    }

    private @Nullable Command fields() throws IOException {
        while (input.nextField()) {
            Field field = FIELDS.find(input.name());
            if (field == null) {
                input.refuseUnknown(FIELDS);
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        Kind command = kind;
        if (command == null) {
            return null;
        }
        for (Field field : Field.values()) {
            check(command, field);
        }
        checkRun(command);
        Details details =
                new Details(
                        seen.contains(Field.RUN),
                        isInPlace,
                        sequence,
                        attempt,
                        action,
                        statuses,
                        before);
        return new Command(command, groupId, taskId, task, run, details, reason, by);
    }

    private void check(Kind command, Field field) {
        String name = FieldNames.nameOf(field);
        String asked = FieldNames.nameOf(command);
        if (neededBy(command).contains(field) && !seen.contains(field)) {
            input.refuse(name, "is required by the command " + asked, "add it", null);
        } else if (seen.contains(field) && !isAllowed(command, field)) {
            input.refuse(name, "does not belong to the command " + asked, "remove it", null);
        }
    }

    private void checkRun(Kind command) {
        if (command == Kind.RETRY && run < FIRST_RETRY_RUN) {
            input.refuse(
                    "run",
                    "must be a whole number from " + FIRST_RETRY_RUN + " on",
                    "give the number of the run that is to be started",
                    Integer.toString(run));
        } else if (command == Kind.UNPARK && seen.contains(Field.RUN) && taskId == null) {
            input.refuse("run", "needs a taskId beside it", "say of which task", null);
        }
    }

    private static Set<Field> neededBy(Kind command) {
        return switch (command) {
            case CANCEL -> EnumSet.of(Field.TASK_ID);
            case RETRY -> EnumSet.of(Field.TASK, Field.RUN);
            case HASTEN -> EnumSet.of(Field.TASK_ID, Field.SEQUENCE, Field.RUN, Field.ATTEMPT);
            case PAUSE, RESUME, PURGE -> EnumSet.noneOf(Field.class);
            case UNPARK -> EnumSet.of(Field.ACTION);
            case CLEAR -> EnumSet.of(Field.STATUSES, Field.BEFORE);
        };
    }

    private static boolean isAllowed(Kind command, Field field) {
        return neededBy(command).contains(field)
                || switch (field) {
                    case COMMAND, BY -> true;
                    case GROUP_ID -> command != Kind.CLEAR;
                    case REASON -> command == Kind.PAUSE || command == Kind.PURGE;
                    case TASK_ID, RUN -> command == Kind.UNPARK;
                    case IN_PLACE -> command == Kind.RETRY;
                    case SEQUENCE -> command == Kind.CANCEL;
                    case TASK, ATTEMPT, ACTION, STATUSES, BEFORE -> false;
                };
    }

    private static @Nullable UnparkAction action(String text) {
        for (UnparkAction each : UnparkAction.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }

    private void read(Field field) throws IOException {
        switch (field) {
            case COMMAND -> kind = input.text(KIND);
            case GROUP_ID -> groupId = input.text(TaskRules.GROUP_ID);
            case TASK_ID -> taskId = input.text(TaskRules.TASK_ID);
            case TASK -> task = task();
            case RUN -> run = input.integer(1, Integer.MAX_VALUE, FIRST_RETRY_RUN);
            case IN_PLACE -> isInPlace = input.truth(false);
            case SEQUENCE -> sequence = input.integer(0, Long.MAX_VALUE, -1);
            case ATTEMPT -> attempt = input.integer(1, Integer.MAX_VALUE, 1);
            case ACTION -> action = input.text(ACTION);
            case STATUSES ->
                    statuses =
                            StatusNames.ended(input, "name those of them that are to be cleared");
            case BEFORE -> before = input.text(TaskRules.TIME);
            case REASON -> reason = input.text(TaskRules.REASON);
            case BY -> by = input.text(TaskRules.BY);
        }
    }

    private @Nullable TaskSubmission task() throws IOException {
        if (!input.enterObject()) {
            return null;
        }
        TaskSubmission submission =
                SubmissionReader.read(input, maxPayloadBytes, SubmissionReader.REFUSED);
        if (submission != null && submission.taskId() == null) {
            input.refuse(
                    "taskId", "is required in a retried task", "name the task to run again", null);
        }
        input.leave();
        return submission;
    }
}
