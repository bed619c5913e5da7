package dev.strand.core.owner;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the lanes of a partition by what holds them. */
final class Holds {
    private static final class Counter {
        private int lanes;
    }

    private final Map<Hold, Counter> counters = new EnumMap<>(Hold.class);

    /** Lanes by the type of their head that has no handler here. */
    private final Map<String, Integer> withoutHandler = new HashMap<>();

    Holds() {
        for (Hold hold : Hold.values()) {
            counters.put(hold, new Counter());
        }
    }

    private void count(Hold hold, int change) {
        Counter counter = counters.get(hold);
        if (counter != null) {
            counter.lanes += change;
        }
    }

    /** From now on the lane is held by this; the type is that of its head. */
    void change(Lane lane, Hold hold, @Nullable String type) {
        if (!lane.isCounted) {
            return;
        }
        if (lane.hold != hold) {
            count(lane.hold, -1);
            count(hold, 1);
            lane.hold = hold;
        }
        String missing = hold == Hold.HANDLER ? type : null;
        if (lane.missingType != null || missing != null) {
            missing(lane, missing);
        }
    }

    private void missing(Lane lane, @Nullable String type) {
        if (lane.missingType != null) {
            withoutHandler.computeIfPresent(lane.missingType, (t, n) -> n > 1 ? n - 1 : null);
        }
        if (type != null) {
            withoutHandler.merge(type, 1, Integer::sum);
        }
        lane.missingType = type;
    }

    void add(Lane lane) {
        lane.isCounted = true;
        count(lane.hold, 1);
    }

    void remove(Lane lane) {
        change(lane, Hold.NOTHING, null);
        count(Hold.NOTHING, -1);
        lane.isCounted = false;
    }

    /** There are no lanes any more. */
    void clear() {
        counters.values().forEach(counter -> counter.lanes = 0);
        withoutHandler.clear();
    }

    int count(Hold hold) {
        Counter counter = counters.get(hold);
        return counter == null ? 0 : counter.lanes;
    }

    Map<String, Integer> withoutHandler() {
        return Map.copyOf(withoutHandler);
    }
}
