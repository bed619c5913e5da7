package dev.strand.schemas.task;

import dev.strand.schemas.json.JsonInput;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group that a record speaks to.
 *
 * @param key group id from the record key, or null where there is none
 */
record GroupOfRecord(@Nullable String key) {
    /**
     * The group: as the key says, else as the field says, else the task's own.
     *
     * @param field name of the field in the current object, refused where it contradicts the key
     * @param given what the field says, or null
     * @param taskId the task
     */
    String of(JsonInput input, String field, @Nullable String given, String taskId) {
        if (key != null && given != null && !key.equals(given)) {
            input.refuse(
                    field,
                    "must equal the record key (" + key + ")",
                    "leave it out where the key says it",
                    given);
        }
        if (key != null) {
            return key;
        }
        return given == null ? taskId : given;
    }
}
