package dev.strand.schemas.status;

import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.UnparkAction;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.TextRule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The field {@code unparked} of a group change: which run was let go, and how. */
final class UnparkedReader {
    private enum Field {
        GROUP_ID,
        TASK_ID,
        RUN,
        SEQUENCE,
        ORIGIN,
        ACTION
    }

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final TextRule<UnparkAction> ACTION =
            new TextRule<>(
                    "must be RETRY or SKIP",
                    StatusTexts.remedy(),
                    text ->
                            text.equals("RETRY")
                                    ? UnparkAction.RETRY
                                    : text.equals("SKIP") ? UnparkAction.SKIP : null);
    private static final int ABSENT = -1;

    private @Nullable String taskId;
    private int run = ABSENT;
    private long sequence = ABSENT;
    private long origin = ABSENT;
    private @Nullable UnparkAction action;

    private UnparkedReader() {}

    /** Reads the current value; null where it says too little, which is refused. */
    static @Nullable UnparkedReader read(JsonInput input) throws IOException {
        if (!input.enterObject()) {
            return null;
        }
        UnparkedReader read = new UnparkedReader();
        read.fields(input);
        input.leave();
        if (read.taskId == null || read.action == null || read.run < 0 || read.sequence < 0) {
            input.refuse(
                    "unparked",
                    "must have taskId, run, sequence and action",
                    StatusTexts.remedy(),
                    null);
            return null;
        }
        return read;
    }

    private void fields(JsonInput input) throws IOException {
        while (input.nextField()) {
            switch (FIELDS.find(input.name())) {
                case TASK_ID -> taskId = input.text(StatusTexts.TEXT);
                case RUN -> run = input.integer(1, Integer.MAX_VALUE - 1, ABSENT);
                case SEQUENCE -> sequence = input.integer(0, Long.MAX_VALUE, ABSENT);
                case ORIGIN -> origin = input.integer(0, Long.MAX_VALUE, ABSENT);
                case ACTION -> action = input.text(ACTION);
                case GROUP_ID -> input.skip();
                case null -> input.skip();
            }
        }
    }

    @Nullable Unparked of(String groupId) {
        return taskId == null || action == null
                ? null
                : new Unparked(
                        new RunId(groupId, taskId, run, sequence, origin < 0 ? sequence : origin),
                        action);
    }
}
