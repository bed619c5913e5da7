package dev.strand.schemas.status;

import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Token;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code running} of an ownership record. */
final class RunningReader {
    private enum Field {
        GROUP_ID,
        TASK_ID,
        RUN,
        SEQUENCE,
        ORIGIN,
        TOKEN
    }

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final int ABSENT = -1;

    private final JsonInput input;
    private @Nullable String groupId;
    private @Nullable String taskId;
    private int run = ABSENT;
    private long sequence = ABSENT;
    private long origin = ABSENT;
    private @Nullable Token token;

    private RunningReader(JsonInput input) {
        this.input = input;
    }

    /** Reads the current value, an array; what is no handler in it is refused. */
    static List<Running> read(JsonInput input) throws IOException {
        if (!input.enterArray()) {
            return List.of();
        }
        List<Running> all = new ArrayList<>();
        for (int index = 0; input.nextElement(index); index++) {
            if (input.enterObject()) {
                Running one = new RunningReader(input).fields();
                input.leave();
                if (one != null) {
                    all.add(one);
                } else {
                    input.refuse(
                            Integer.toString(index),
                            "must have groupId, taskId, run, sequence and token",
                            StatusTexts.remedy(),
                            null);
                }
            }
        }
        input.leave();
        return List.copyOf(all);
    }

    private @Nullable Running fields() throws IOException {
        while (input.nextField()) {
            switch (FIELDS.find(input.name())) {
                case GROUP_ID -> groupId = input.text(StatusTexts.TEXT);
                case TASK_ID -> taskId = input.text(StatusTexts.TEXT);
                case RUN -> run = input.integer(1, Integer.MAX_VALUE, ABSENT);
                case SEQUENCE -> sequence = input.integer(0, Long.MAX_VALUE, ABSENT);
                case ORIGIN -> origin = input.integer(0, Long.MAX_VALUE, ABSENT);
                case TOKEN -> token = input.text(StatusTexts.TOKEN);
                case null -> input.skip();
            }
        }
        if (groupId == null || taskId == null || token == null || run < 0 || sequence < 0) {
            return null;
        }
        return new Running(
                new RunId(groupId, taskId, run, sequence, origin < 0 ? sequence : origin), token);
    }
}
