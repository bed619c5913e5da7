package dev.strand.schemas.status;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.Progress;
import dev.strand.core.log.TaskError;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small parts of facts and dead letters: status, progress, error. */
public final class FactParts {
    private enum ProgressField {
        PERCENT,
        MESSAGE
    }

    private enum ErrorField {
        TYPE,
        MESSAGE,
        STACK
    }

    /** The statuses by the text that stands for them. */
    static final Map<String, FactStatus> STATUSES =
            Stream.of(FactStatus.values())
                    .collect(Collectors.toMap(FactStatus::name, Function.identity()));

    private static final FieldNames<ProgressField> PROGRESS = FieldNames.of(ProgressField.class);
    private static final FieldNames<ErrorField> ERROR = FieldNames.of(ErrorField.class);
    private static final int MAX_PERCENT = 100;

    private FactParts() {}

    /** Reads the current value as progress; null where it is none, which is refused. */
    static @Nullable Progress progress(JsonInput input) throws IOException {
        if (!input.enterObject()) {
            return null;
        }
        int percent = 0;
        String message = null;
        while (input.nextField()) {
            switch (PROGRESS.find(input.name())) {
                case PERCENT -> percent = input.integer(0, MAX_PERCENT, 0);
                case MESSAGE -> message = input.text(StatusTexts.TEXT);
                case null -> input.skip();
            }
        }
        input.leave();
        return new Progress(percent, message);
    }

    /** Reads the current value as an error; null where it is none, which is refused. */
    public static @Nullable TaskError error(JsonInput input) throws IOException {
        if (!input.enterObject()) {
            return null;
        }
        String type = null;
        String message = null;
        String stack = null;
        while (input.nextField()) {
            switch (ERROR.find(input.name())) {
                case TYPE -> type = input.text(StatusTexts.TEXT);
                case MESSAGE -> message = input.text(StatusTexts.TEXT);
                case STACK -> stack = input.text(StatusTexts.TEXT);
                case null -> input.skip();
            }
        }
        input.leave();
        return new TaskError(type == null ? "" : type, message == null ? "" : message, stack);
    }

    /** Writes the field {@code progress}. */
    static void write(JsonWriter json, Progress progress) {
        json.name("progress").beginObject().field("percent", progress.percent());
        if (progress.message() != null) {
            json.field("message", progress.message());
        }
        json.endObject();
    }

    /** Writes the field {@code error}. */
    public static void write(JsonWriter json, TaskError error) {
        json.name("error")
                .beginObject()
                .field("type", error.type())
                .field("message", error.message());
        if (error.stack() != null) {
            json.field("stack", error.stack());
        }
        json.endObject();
    }
}
