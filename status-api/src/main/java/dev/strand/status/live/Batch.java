package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.status.query.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Updates of one moment. The frame of all of them is made once, however many clients get it, and so
 * is what it becomes with the moments before for clients that are as late as each other. For use by
 * several threads; its updates are not.
 */
final class Batch {
    private final List<Update> updates;
    private final Map<Batch, Batch> merged = new HashMap<>();
    private @Nullable SharedFrame frame;

    Batch(Collection<Update> updates) {
        this.updates = List.copyOf(updates);
    }

    List<Update> updates() {
        return updates;
    }

    /** These updates after earlier ones: the latest of each task. */
    synchronized Batch after(Batch earlier) {
        return merged.computeIfAbsent(
                earlier,
                before -> {
                    Map<Update.Key, Update> all = new LinkedHashMap<>();
                    before.updates.forEach(update -> all.put(update.key(), update));
                    updates.forEach(update -> all.put(update.key(), update));
                    return new Batch(all.values());
                });
    }

    /**
     * All streams have been offered it: what it was merged with is not needed any more, and would
     * keep alive what that was merged with before.
     */
    synchronized void offered() {
        merged.clear();
    }

    /** The frame with all of them. */
    synchronized Frame frame(String position, long nowMillis) {
        SharedFrame made = frame;
        if (made == null) {
            made = new SharedFrame(EventStream.TASKS, text(updates, nowMillis));
            frame = made;
        }
        return made.at(position);
    }

    /** The data of a frame with these updates. */
    static String text(Collection<Update> updates, long nowMillis) {
        List<RawJson> tasks = new ArrayList<>(updates.size());
        updates.forEach(update -> tasks.add(update.json(nowMillis)));
        return "{\"tasks\":" + Json.array(tasks) + "}";
    }
}
