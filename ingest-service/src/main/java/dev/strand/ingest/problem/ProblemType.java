package dev.strand.ingest.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of problem. The constants are the kinds that this service reports, and part of the
 * contract.
 *
 * @param status the HTTP status that belongs to it
 * @param uri member {@code type} of the problem
 * @param title member {@code title} of the problem
 * @param retryAfter when to try again, or null where trying again does not help
 */
public record ProblemType(int status, String uri, String title, @Nullable Duration retryAfter) {
    /** The body is not JSON, is cut off, or the request is malformed in another way. */
    public static final ProblemType MALFORMED = of(400, "malformed", "The request is malformed");

    /** There is nothing at this address. */
    public static final ProblemType NOT_FOUND = of(404, "not-found", "There is nothing here");

    /** The address exists, but not for this method. */
    public static final ProblemType METHOD_NOT_ALLOWED =
            of(405, "method-not-allowed", "This address has no such method");

    /** No representation is acceptable to the client. */
    public static final ProblemType NOT_ACCEPTABLE =
            of(406, "not-acceptable", "No acceptable representation");

    /** The body did not arrive in time. */
    public static final ProblemType TIMED_OUT =
            of(408, "request-timeout", "The request took too long to arrive");

    /** The body or the payload is larger than allowed. */
    public static final ProblemType TOO_LARGE = of(413, "too-large", "The request is too large");

    /** The body is of a type that this address does not read. */
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            of(415, "unsupported-media-type", "The media type is not supported");

    /** The body is JSON and breaks the contract; {@code errors} says where. */
    public static final ProblemType INVALID = of(422, "invalid", "The request breaks the contract");

    /** More requests at a time than allowed. */
    public static final ProblemType TOO_MANY_REQUESTS =
            of(429, "too-many-requests", "Too many requests at a time")
                    .after(Duration.ofSeconds(1));

    /** A bug. */
    public static final ProblemType INTERNAL = of(500, "internal", "Something went wrong here");

    /** Kafka did not acknowledge. */
    public static final ProblemType UNAVAILABLE =
            of(503, "unavailable", "The task log is not available").after(Duration.ofSeconds(2));

    /** All kinds with a name of their own, one per status. */
    public static final List<ProblemType> ALL =
            List.of(
                    MALFORMED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    TIMED_OUT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    INVALID,
                    TOO_MANY_REQUESTS,
                    INTERNAL,
                    UNAVAILABLE);

    /**
     * The kind with this status; where none has a name of its own, one that says no more than the
     * status does.
     */
    static ProblemType ofStatus(int status, String reason) {
        return ALL.stream()
                .filter(type -> type.status == status)
                .findFirst()
                .orElseGet(() -> new ProblemType(status, "about:blank", reason, null));
    }

    private static ProblemType of(int status, String name, String title) {
        return new ProblemType(status, "urn:strand:problem:" + name, title, null);
    }

    private ProblemType after(Duration delay) {
        return new ProblemType(status, uri, title, delay);
    }
}
