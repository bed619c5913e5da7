package dev.strand.core.delegation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has reported, when, and with which handlers. Thread-safe. */
final class Senders {
    /** A sender that has been silent for this long starts anew if it is ever heard again. */
    private static final long FORGOTTEN_NANOS = 600_000_000_000L;

    private record Heard(long number, long nanos, Set<String> types) {}

    private final Map<Report.Sender, Heard> senders = new HashMap<>();

    /** Notes a report; false if a later one has been heard before. */
    synchronized boolean heard(Report report, long nowNanos) {
        Heard last = senders.get(report.sender());
        if (last != null && report.number() <= last.number()) {
            return false;
        }
        senders.values().removeIf(each -> nowNanos - each.nanos() > FORGOTTEN_NANOS);
        Set<String> types = Set.copyOf(report.offers().keySet());
        senders.put(report.sender(), new Heard(report.number(), nowNanos, types));
        return true;
    }

    synchronized Map<String, List<String>> byType(long nowNanos, long withinNanos) {
        Map<String, List<String>> byType = new HashMap<>();
        senders.forEach((sender, heard) -> {
            if (nowNanos - heard.nanos() <= withinNanos) {
                heard.types()
                        .forEach(type ->
                                byType.computeIfAbsent(type, t -> new ArrayList<>())
                                        .add(sender.processor()));
            }
        });
        byType.values().forEach(processors -> processors.sort(null));
        return byType;
    }
}
