package dev.strand.status.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.control.Controls.Remark;
import io.micronaut.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request to clear history. All mistakes are told at once. */
final class ClearBody {
    private static final String RULE =
            "must be a JSON object with statuses, and before or olderThan";
    private static final String STATUSES = "statuses";
    private static final String BEFORE = "before";
    private static final String OLDER_THAN = "olderThan";
    private static final Set<String> KNOWN =
            Set.of(STATUSES, BEFORE, OLDER_THAN, "dryRun", "by", "reason");

    private final JsonBody body;
    private final Instant now;

    private ClearBody(JsonBody body, Instant now) {
        this.body = body;
        this.now = now;
    }

    /**
     * What is asked for.
     *
     * @param statuses how tasks have ended; at least one
     * @param before and when: earlier than this, which is not in the future
     * @param isDryRun whether to count only
     * @param remark who asks, and why
     */
    record Read(Set<TaskStatus> statuses, Instant before, boolean isDryRun, Remark remark) {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Read read(HttpRequest<?> request, @Nullable String text, Instant now) {
        JsonBody body = JsonBody.required(text, RULE);
        return new ClearBody(body, now).read(request);
    }

    private Read read(HttpRequest<?> request) {
        body.allow(KNOWN);
        Read read =
                new Read(
                        statuses(),
                        before().truncatedTo(ChronoUnit.MILLIS),
                        body.flag("dryRun"),
                        Remarks.said(body, request));
        body.check();
        return read;
    }

    private Set<TaskStatus> statuses() {
        Set<TaskStatus> found = EnumSet.noneOf(TaskStatus.class);
        JsonNode list = body.get(STATUSES);
        for (JsonNode each : list) {
            TaskStatus.ENDED.stream()
                    .filter(status -> status.name().equals(each.textValue()))
                    .forEach(found::add);
        }
        if (found.isEmpty() || found.size() < list.size()) {
            String ended =
                    TaskStatus.ENDED.stream().map(Enum::name).collect(Collectors.joining(", "));
            body.refuse(STATUSES, "must be a list of some of " + ended + ", each once at most");
        }
        return found;
    }

    private Instant before() {
        if (body.has(BEFORE) == body.has(OLDER_THAN)) {
            body.refuse(
                    BEFORE,
                    "or else olderThan must say which tasks: those that ended earlier, or longer"
                            + " ago");
            return now;
        }
        return body.has(BEFORE) ? time() : age();
    }

    private Instant time() {
        try {
            Instant before = Instant.parse(body.get(BEFORE).asText());
            if (!before.isAfter(now)) {
                return before;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        body.refuse(
                BEFORE, "must be an RFC 3339 time in UTC that is past, like 2026-12-01T08:00:00Z");
        return now;
    }

    private Instant age() {
        try {
            Duration age = Duration.parse(body.get(OLDER_THAN).asText());
            if (!age.isNegative()) {
                return now.minus(age);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        body.refuse(OLDER_THAN, "must be a duration of 0 or more, like P7D or PT12H");
        return now;
    }
}
