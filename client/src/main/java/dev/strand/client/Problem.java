package dev.strand.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service refused, as RFC 9457 has it.
 *
 * @param type names the kind and is stable, such as {@code urn:strand:problem:not-found}
 * @param title the kind, for people
 * @param status of HTTP
 * @param detail what was wrong
 * @param instance the path that was asked
 * @param errors every mistake of the request
 * @param state with 409: the state that does not allow it
 * @param allowed with 409: what that state allows
 * @param mayHaveBeenAccepted with 503 from the ingest service: whether the task may have been
 *     accepted all the same; repeating it with the same id is safe
 * @param taskId the task that it is about
 * @param groupId the group that it is about
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @Nullable List<InputError> errors,
        @Nullable String state,
        @Nullable List<String> allowed,
        @Nullable Boolean mayHaveBeenAccepted,
        @Nullable String taskId,
        @Nullable String groupId) {

    /**
     * A mistake.
     *
     * @param pointer where: a JSON pointer, or the name of a parameter
     * @param message the rule that it breaks
     * @param value what was got
     */
    public record InputError(String pointer, String message, @Nullable String value) {}
}
