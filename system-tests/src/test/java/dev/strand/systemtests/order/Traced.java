package dev.strand.systemtests.order;

import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Died;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.util.List;

/** Submissions for {@link TracedHandler}, and what their groups did. */
final class Traced {
    private Traced() {}

    /** A task that succeeds at once. */
    static String task(String taskId, String groupId, int sleepMs) {
        return task(taskId, groupId, sleepMs, 0);
    }

    /** A task whose first attempts fail; it is retried twice a second, six times. */
    static String task(String taskId, String groupId, int sleepMs, int failTimes) {
        return """
        {"type":"traced","taskId":"%s","groupId":"%s","payload":{"sleepMs":%d,"failTimes":%d},\
        "retry":{"maxAttempts":7,"initialDelay":"PT0.5S","multiplier":1.5}}\
        """
                .formatted(taskId, groupId, sleepMs, failTimes);
    }

    /** The events of groups whose ids begin so. */
    static List<TraceEvent> ofGroups(String prefix, List<TraceEvent> events) {
        return events.stream().filter(event -> groupOf(event).startsWith(prefix)).toList();
    }

    private static String groupOf(TraceEvent event) {
        return switch (event) {
            case Started started -> started.execution().groupId();
            case Ended ended -> ended.execution().groupId();
            case Died _ -> "";
        };
    }
}
