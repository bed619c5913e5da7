package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.status.query.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates of one moment. The frame of all of them is made once, however many clients get it. Not
 * thread-safe.
 */
final class Batch {
    private final List<Update> updates;
    private @Nullable String frame;

    Batch(Collection<Update> updates) {
        this.updates = List.copyOf(updates);
    }

    List<Update> updates() {
        return updates;
    }

    /** The frame with all of them. */
    synchronized String frame(long nowMillis) {
        String made = frame;
        if (made == null) {
            made = frame(updates, nowMillis);
            frame = made;
        }
        return made;
    }

    static String frame(Collection<Update> updates, long nowMillis) {
        List<RawJson> tasks = new ArrayList<>(updates.size());
        updates.forEach(update -> tasks.add(update.json(nowMillis)));
        return "{\"tasks\":" + Json.array(tasks) + "}";
    }
}
