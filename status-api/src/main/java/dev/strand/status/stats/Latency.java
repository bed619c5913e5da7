package dev.strand.status.stats;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long something took in the last ten minutes or so, in milliseconds. Recording is free of
 * waiting; for use by several threads.
 */
final class Latency {
    /** Longer ones count as this long. */
    static final long MAX_MILLIS = 30L * 24 * 3_600_000;

    static final int DIGITS = 2;

    private static final int MINUTES = 10;

    private final Recorder recorder = new Recorder(MAX_MILLIS, DIGITS);
    private final Deque<Histogram> minutes = new ArrayDeque<>();
    private long minute;

    void record(long millis) {
        recorder.recordValue(Math.clamp(millis, 0, MAX_MILLIS));
    }

    /** Everything recorded in the last minutes. */
    synchronized Histogram recent(long nowMillis) {
        roll(nowMillis);
        Histogram all = new Histogram(MAX_MILLIS, DIGITS);
        minutes.forEach(all::add);
        return all;
    }

    /** To be called at least once a minute. */
    synchronized void roll(long nowMillis) {
        long now = nowMillis / 60_000;
        Histogram since = recorder.getIntervalHistogram();
        if (now != minute || minutes.isEmpty()) {
            minute = now;
            minutes.addLast(since);
            while (minutes.size() > MINUTES) {
                minutes.removeFirst();
            }
        } else {
            minutes.getLast().add(since);
        }
    }
}
