package dev.strand.core.owner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/** Attempts that run: since when, and until when they may. */
final class Deadlines {
    private record Deadline(long nanos, Attempt attempt) {}

    private final Deque<Attempt> entered = new ArrayDeque<>();
    private final TreeSet<Deadline> deadlines =
            new TreeSet<>(
                    Comparator.comparingLong(Deadline::nanos)
                            .thenComparingLong(d -> d.attempt().run().sequence())
                            .thenComparing(d -> d.attempt().token()));

    void entered(Attempt attempt) {
        entered.add(attempt);
    }

    /**
     * Attempts that have been running for longer than this and have not been returned before; their
     * deadlines are kept from now on.
     */
    List<Attempt> lasting(long nowNanos, long longerThanNanos) {
        List<Attempt> lasting = new ArrayList<>();
        while (!entered.isEmpty() && nowNanos - entered.peek().enteredNanos >= longerThanNanos) {
            Attempt attempt = entered.poll();
            if (attempt.phase == Attempt.Phase.ENTERED) {
                lasting.add(attempt);
                deadlines.add(deadline(attempt));
            }
        }
        return lasting;
    }

    /** Running attempts whose time is over; each once. */
    List<Attempt> overdue(long nowNanos) {
        List<Attempt> overdue = new ArrayList<>();
        while (!deadlines.isEmpty() && deadlines.first().nanos() - nowNanos <= 0) {
            overdue.add(deadlines.removeFirst().attempt());
        }
        return overdue;
    }

    void returned(Attempt attempt) {
        deadlines.remove(deadline(attempt));
    }

    private static Deadline deadline(Attempt attempt) {
        return new Deadline(
                attempt.enteredNanos + attempt.task().options().timeout().toNanos(), attempt);
    }
}
