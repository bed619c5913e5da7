package dev.strand.schemas.task;

import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.TextRule;
import java.io.IOException;
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
        REASON,
        BY
    }

    /** What can be asked. */
    enum Kind {
        CANCEL,
        RETRY,
        PAUSE,
        RESUME
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
            @Nullable String reason,
            @Nullable String by) {}

    private static final FieldNames<Kind> KINDS = FieldNames.of(Kind.class);

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final int FIRST_RETRY_RUN = 2;
    private static final TextRule<Kind> KIND =
            new TextRule<>(
                    "must be cancel, retry, pause or resume (unpark and purge are not supported by"
                            + " this version)",
                    "choose one of these four",
                    KINDS::find);

    private final JsonInput input;
    private final int maxPayloadBytes;
    private final EnumSet<Field> seen = EnumSet.noneOf(Field.class);
    private @Nullable Kind kind;
    private @Nullable String groupId;
    private @Nullable String taskId;
    private @Nullable TaskSubmission task;
    private int run = FIRST_RETRY_RUN;
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
        return new Command(command, groupId, taskId, task, run, reason, by);
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

    private static Set<Field> neededBy(Kind command) {
        return switch (command) {
            case CANCEL -> EnumSet.of(Field.TASK_ID);
            case RETRY -> EnumSet.of(Field.TASK, Field.RUN);
            case PAUSE, RESUME -> EnumSet.noneOf(Field.class);
        };
    }

    private static boolean isAllowed(Kind command, Field field) {
        return switch (field) {
            case COMMAND, GROUP_ID, BY -> true;
            case REASON -> command == Kind.PAUSE;
            case TASK_ID, TASK, RUN -> neededBy(command).contains(field);
        };
    }

    private void read(Field field) throws IOException {
        switch (field) {
            case COMMAND -> kind = input.text(KIND);
            case GROUP_ID -> groupId = input.text(TaskRules.GROUP_ID);
            case TASK_ID -> taskId = input.text(TaskRules.TASK_ID);
            case TASK -> task = task();
            case RUN -> run = input.integer(FIRST_RETRY_RUN, Integer.MAX_VALUE, FIRST_RETRY_RUN);
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
