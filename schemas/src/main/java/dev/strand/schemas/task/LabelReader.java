package dev.strand.schemas.task;

import dev.strand.schemas.json.JsonInput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code labels} of a submission, in the order given. */
final class LabelReader {
    private LabelReader() {}

    /** Reads the current value; the map cannot be changed. */
    static Map<String, String> read(JsonInput input) throws IOException {
        String field = input.name();
        if (!input.enterObject()) {
            return Map.of();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        int count = 0;
        while (input.nextField()) {
            count++;
            if (count > TaskRules.MAX_LABELS) {
                input.skip();
            } else {
                readOne(input, labels);
            }
        }
        input.leave();
        if (count > TaskRules.MAX_LABELS) {
            input.refuse(
                    field,
                    "must have at most " + TaskRules.MAX_LABELS + " entries",
                    "put the others into the payload",
                    count + " labels");
        }
        return labels.isEmpty() ? Map.of() : Collections.unmodifiableMap(labels);
    }

    private static void readOne(JsonInput input, Map<String, String> labels) throws IOException {
        String name = input.name();
        if (!TaskRules.LABEL_NAME.accepts(name)) {
            input.refuse(TaskRules.LABEL_NAME.rule(), TaskRules.LABEL_NAME.remedy());
        } else if (labels.containsKey(name)) {
            input.refuse("must be given once", "remove one of them");
        } else {
            String value = input.text(TaskRules.LABEL_VALUE);
            if (value != null) {
                labels.put(name, value);
            }
        }
    }
}
