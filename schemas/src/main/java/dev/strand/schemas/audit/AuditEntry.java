package dev.strand.schemas.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one control action. There are two records of each, with the same id: one
 * before it is tried, without which it is not tried, and one that says how it ended.
 *
 * @param id of the action, unique
 * @param at when it was asked for
 * @param by who asked, or null where nobody has to say who they are
 * @param from address that the request came from
 * @param action what was asked for, one word
 * @param target what it was asked for
 * @param reason why, or null if nothing was said
 * @param request what else was said, as the request had it, possibly cut; or null
 * @param outcome how it ended
 * @param status HTTP status of the answer, 0 before there is one
 */
public record AuditEntry(
        String id,
        Instant at,
        @Nullable String by,
        String from,
        String action,
        String target,
        @Nullable String reason,
        @Nullable String request,
        Outcome outcome,
        int status) {
    /** How a control action ended. */
    public enum Outcome {
        /** It was asked for; how it ended is not known, or not yet. */
        ASKED,
        /** It is durable in the log, or was a dry run that was answered. */
        ACCEPTED,
        /** It was not allowed, or not possible. */
        REFUSED,
        /** It could not be done; in doubt it may have been. */
        FAILED
    }

    /** The same with an end. */
    public AuditEntry ended(int httpStatus) {
        Outcome end =
                httpStatus < 400
                        ? Outcome.ACCEPTED
                        : httpStatus < 500 ? Outcome.REFUSED : Outcome.FAILED;
        return new AuditEntry(id, at, by, from, action, target, reason, request, end, httpStatus);
    }
}
