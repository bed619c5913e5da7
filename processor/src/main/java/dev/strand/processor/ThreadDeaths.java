package dev.strand.processor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Counts the stream threads that died, within a sliding window. One that dies now and then is
 * replaced and forgotten; where they die again and again, replacing mends nothing, and the process
 * must not call itself alive. What Kafka itself calls passing, a broker that does not answer above
 * all, does not count: a new process would do no better. Thread-safe.
 */
final class ThreadDeaths {
    /** How far back a death counts. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** Deaths of each thread within the window that are no longer borne. */
    static final int TOO_MANY = 5;

    private final int limit;
    private final Deque<Long> deathsNanos = new ArrayDeque<>();
    private String lastCause = "";

    /** For a processor with so many stream threads. */
    ThreadDeaths(int threads) {
        this.limit = TOO_MANY * threads;
    }

    /**
     * A thread died.
     *
     * @return how many count within the window
     */
    synchronized int died(Throwable cause, long nowNanos) {
        forgetOld(nowNanos);
        Throwable root = rootOf(cause);
        if (!(root instanceof RetriableException)) {
            deathsNanos.addLast(nowNanos);
            lastCause = root.toString();
        }
        return deathsNanos.size();
    }

    /** Why replacing does not help, in words; empty as long as it may. */
    synchronized Optional<String> hopeless(long nowNanos) {
        forgetOld(nowNanos);
        return deathsNanos.size() < limit
                ? Optional.empty()
                : Optional.of(
                        "stream threads died %d times within %s, the last one of: %s"
                                .formatted(deathsNanos.size(), WINDOW, lastCause));
    }

    private void forgetOld(long nowNanos) {
        while (!deathsNanos.isEmpty() && nowNanos - deathsNanos.getFirst() > WINDOW.toNanos()) {
            deathsNanos.removeFirst();
        }
    }

    private static Throwable rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
