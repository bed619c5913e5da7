package dev.strand.status.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since it was last taken: the latest state of each task, in the order of the
 * changes. Thread-safe.
 */
final class Collected {
    private static final int MAX_TASKS = 50_000;

    private Map<Update.Key, Update> updates = new LinkedHashMap<>();
    private @Nullable String lost;

    /** Adds an update in place of an older one; with too many of them it is lost. */
    synchronized void add(Update update) {
        if (updates.size() >= MAX_TASKS) {
            lost = "more tasks changed than could be told";
            return;
        }
        updates.remove(update.key());
        updates.put(update.key(), update);
    }

    /** Something has changed that updates cannot tell. */
    synchronized void lose(String reason) {
        lost = reason;
    }

    /** All updates; none are left. */
    synchronized Batch take() {
        Batch batch = new Batch(updates.values());
        updates = new LinkedHashMap<>();
        return batch;
    }

    /** Forgets everything: nobody is there who should be told. */
    synchronized void discard() {
        updates = new LinkedHashMap<>();
        lost = null;
    }

    /** Why some updates cannot be told, once, or null. */
    synchronized @Nullable String takeLost() {
        String reason = lost;
        lost = null;
        return reason;
    }
}
