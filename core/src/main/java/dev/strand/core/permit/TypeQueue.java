package dev.strand.core.permit;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One task type in the pool: its limits, what of them is used, and who waits. */
final class TypeQueue {
    private final String type;
    private final TypeLimits limits;
    private final @Nullable TokenBucket bucket;
    private final @Nullable AttemptGate gate;
    private final TreeSet<Waiter> waiting;
    private int used;
    private boolean isShut;

    /** While it is shut: when the gate is asked again, unless an attempt ends before. */
    private long askAgainNanos;

    private boolean isAskedByTime;

    TypeQueue(String type, TypeLimits limits, AttemptGate gate, Comparator<Waiter> byUrgency) {
        this.type = type;
        this.limits = limits;
        this.bucket = limits.rate() == null ? null : new TokenBucket(limits.rate());
        this.gate = limits.isGated() ? gate : null;
        this.waiting = new TreeSet<>(byUrgency);
    }

    /** Whether permits, rate and gate of the type allow a start, as far as is known. */
    boolean hasRoom(long nowNanos) {
        return used < limits.permits()
                && (bucket == null || bucket.isReady(nowNanos))
                && !isShut(nowNanos);
    }

    private boolean isShut(long nowNanos) {
        return isShut && !(isAskedByTime && askAgainNanos - nowNanos <= 0);
    }

    /** Takes what a start needs, unless the gate refuses. Only where there is room. */
    boolean take(long nowNanos) {
        if (gate != null && !enter(gate, nowNanos)) {
            return false;
        }
        if (bucket != null) {
            bucket.take(nowNanos);
        }
        used++;
        return true;
    }

    private boolean enter(AttemptGate asked, long nowNanos) {
        long answer = asked.enter(type);
        isShut = answer != AttemptGate.ENTERED;
        isAskedByTime = answer != AttemptGate.UNTIL_ONE_ENDS;
        askAgainNanos = isAskedByTime ? nowNanos + answer : 0;
        return !isShut;
    }

    /** An attempt has ended. */
    void ended() {
        used--;
        isShut = false;
    }

    /** An attempt is not made. */
    void giveBack() {
        ended();
        if (bucket != null) {
            bucket.giveBack();
        }
        if (gate != null) {
            gate.giveBack(type);
        }
    }

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    boolean remove(Waiter waiter) {
        return waiting.remove(waiter);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** This, or null if nobody waits. */
    @Nullable TypeQueue ifAnyWaits() {
        return isEmpty() ? null : this;
    }

    Waiter mostUrgent() {
        return waiting.getFirst();
    }

    Waiter removeMostUrgent() {
        return waiting.removeFirst();
    }

    /** How long until time alone makes room; 0 if only something that happens can. */
    long openedByTimeInNanos(long nowNanos) {
        long byGate = isShut && isAskedByTime ? askAgainNanos - nowNanos : 0;
        return Math.max(byGate, rateReadyInNanos(nowNanos));
    }

    private long rateReadyInNanos(long nowNanos) {
        return bucket == null ? 0 : Math.max(bucket.readyAtNanos(nowNanos) - nowNanos, 0);
    }

    TypeUse use(long nowNanos) {
        long gateNanos =
                isAskedByTime ? Math.max(askAgainNanos - nowNanos, 0) : AttemptGate.UNTIL_ONE_ENDS;
        return new TypeUse(
                type,
                limits,
                used,
                waiting.size(),
                rateReadyInNanos(nowNanos),
                isShut ? gateNanos : 0);
    }

    /** When the one that has waited longest began to, or {@code nowNanos} if nobody waits. */
    long oldestSinceNanos(long nowNanos) {
        long oldest = nowNanos;
        for (Waiter waiter : waiting) {
            oldest = waiter.sinceNanos() - oldest < 0 ? waiter.sinceNanos() : oldest;
        }
        return oldest;
    }
}
