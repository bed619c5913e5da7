package dev.strand.status.error;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Errors of one kind. Bounded; not for use by several threads. */
final class ErrorGroup {
    private static final int MAX_GROUPS = 1_000;
    private static final int MAX_TYPES = 20;

    private final Fingerprint fingerprint;
    private final Set<String> groups = new HashSet<>();
    private final Set<String> taskTypes = new TreeSet<>();
    private long count;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis;
    private String exampleTaskId = "";
    private String exampleGroupId = "";

    ErrorGroup(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    void add(Errors.Seen seen) {
        count++;
        firstMillis = Math.min(firstMillis, seen.atMillis());
        if (seen.atMillis() >= lastMillis) {
            lastMillis = seen.atMillis();
            exampleTaskId = seen.taskId();
            exampleGroupId = seen.groupId();
        }
        if (groups.size() < MAX_GROUPS) {
            groups.add(seen.groupId());
        }
        if (taskTypes.size() < MAX_TYPES) {
            taskTypes.add(seen.type());
        }
    }

    long lastMillis() {
        return lastMillis;
    }

    ErrorLine line() {
        return new ErrorLine(
                fingerprint,
                count,
                groups.size(),
                firstMillis,
                lastMillis,
                exampleTaskId,
                exampleGroupId,
                Set.copyOf(taskTypes));
    }
}
