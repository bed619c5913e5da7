package dev.strand.core.owner;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When lanes are to be looked at, because something of them becomes due. Not thread-safe. */
final class Wakes {
    private record Wake(Instant at, Lane lane) {}

    private final PriorityQueue<Wake> wakes = new PriorityQueue<>(Comparator.comparing(Wake::at));

    /** Has the lane looked at when something of it becomes due, once however often it is asked. */
    void wakeWhenDue(Lane lane, Instant now) {
        Instant next = lane.nextWake(now);
        if (next != null && (lane.wakesAt == null || next.isBefore(lane.wakesAt))) {
            lane.wakesAt = next;
            wakes.add(new Wake(next, lane));
        }
    }

    /** The next lane of which something has become due, or null; each time another one. */
    @Nullable Lane nextDue(Instant now) {
        Wake first = wakes.peek();
        if (first == null || first.at().isAfter(now)) {
            return null;
        }
        wakes.remove();
        first.lane().wakesAt = null;
        return first.lane();
    }

    void clear() {
        wakes.clear();
    }
}
