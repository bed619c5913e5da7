package dev.strand.core.simulation;

import java.util.PriorityQueue;

/** What is to happen, by virtual time; what is due at the same time happens in order of asking. */
final class EventQueue {
    private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(256);
    private long nowNanos;
    private long asked;
    private long steps;

    long now() {
        return nowNanos;
    }

    long steps() {
        return steps;
    }

    void at(long worldNanos, Runnable action) {
        events.add(new Event(Math.max(worldNanos, nowNanos), asked++, action));
    }

    /** Lets the next thing happen, unless it is later than this. */
    boolean step(long untilNanos) {
        Event next = events.peek();
        if (next == null || next.atNanos() > untilNanos) {
            nowNanos = untilNanos;
            return false;
        }
        events.poll();
        nowNanos = next.atNanos();
        steps++;
        next.action().run();
        return true;
    }
}
