package dev.strand.status.http;

import dev.strand.access.Caller;
import dev.strand.core.log.UnparkAction;
import dev.strand.status.control.Controls.Remark;
import io.micronaut.http.HttpRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a control request: {@code {"reason": ..., "by": ...}}, which is optional, with
 * {@code "inPlace"} of a retry, and {@code "action"} of an unpark, which has to be there.
 */
final class Remarks {
    private static final String REASON = "reason";
    private static final String BY = "by";
    private static final String IN_PLACE = "inPlace";
    private static final String ACTION = "action";
    private static final Set<String> FIELDS = Set.of(REASON, BY);
    private static final Set<String> RETRY_FIELDS = Set.of(REASON, BY, IN_PLACE);
    private static final Set<String> UNPARK_FIELDS = Set.of(ACTION, REASON, BY);

    private Remarks() {}

    /**
     * How to let a parked group go on.
     *
     * @param action what becomes of the task that failed
     * @param remark who asks
     */
    record Unpark(UnparkAction action, Remark remark) {}

    /**
     * How to run a task again.
     *
     * @param isInPlace whether in the place of the run that parked its group
     * @param remark who asks, and why
     */
    record Retry(boolean isInPlace, Remark remark) {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Remark read(HttpRequest<?> request, @Nullable String body) {
        JsonBody json = JsonBody.optional(body);
        json.allow(FIELDS);
        Remark said = said(json, request);
        json.check();
        return said;
    }

    static Retry readRetry(HttpRequest<?> request, @Nullable String body) {
        JsonBody json = JsonBody.optional(body);
        json.allow(RETRY_FIELDS);
        Retry retry = new Retry(json.flag(IN_PLACE), said(json, request));
        json.check();
        return retry;
    }

    static Unpark readUnpark(HttpRequest<?> request, @Nullable String body) {
        JsonBody json = JsonBody.required(body, "must be a JSON object with an action");
        json.allow(UNPARK_FIELDS);
        Unpark unpark = new Unpark(action(json), said(json, request));
        json.check();
        return unpark;
    }

    private static UnparkAction action(JsonBody json) {
        for (UnparkAction action : UnparkAction.values()) {
            if (action.name().equals(json.get(ACTION).textValue())) {
                return action;
            }
        }
        json.refuse(
                ACTION,
                "must be RETRY, which runs the failed task again before all that waits, or SKIP,"
                        + " which goes on without it");
        return UnparkAction.SKIP;
    }

    /** Who asks and why, as far as that is said. */
    static Remark said(JsonBody json, HttpRequest<?> request) {
        String by = json.remark(BY);
        String name = Caller.of(request).name();
        return new Remark(json.remark(REASON), name == null ? by : name);
    }
}
