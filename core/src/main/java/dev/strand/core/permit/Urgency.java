package dev.strand.core.permit;

import java.time.Duration;
import java.util.Comparator;

/** The order in which waiting groups go on: by effective priority, which grows with the wait. */
final class Urgency {
    private Urgency() {}

    /**
     * The smallest goes first. As all age at the same rate, effective priority orders like {@code
     * since - priority x agingStep}, which never changes; ties by name, so that the order is total.
     */
    static Comparator<Waiter> of(Duration agingStep) {
        long step = agingStep.toNanos();
        return Comparator.<Waiter>comparingLong(w -> w.sinceNanos() - w.priority() * step)
                .thenComparing(Waiter::groupId)
                .thenComparingInt(Waiter::partition);
    }
}
