package dev.strand.status.fleet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is worth a line in the log, but not more often than once a minute. Thread-safe. */
public final class Complaints {
    private static final long AGAIN_NANOS = 60_000_000_000L;

    private final Map<String, Long> made = new ConcurrentHashMap<>();

    /** Whether there was none about this for a minute; then there is one now. */
    public boolean isDue(String about) {
        long now = System.nanoTime();
        made.values().removeIf(at -> now - at > AGAIN_NANOS);
        return made.putIfAbsent(about, now) == null;
    }
}
