package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether another owner is silent: an own record, decided long enough after the last record
 * of that owner was read, has been read back with nothing of that owner between. The reader's own
 * lag can so never be taken for the other's silence.
 */
final class SilenceWatch {
    private final long silenceNanos;
    private final Map<OwnerKey, Long> heardNanos = new HashMap<>();
    private final Set<OwnerKey> silent = new HashSet<>();

    SilenceWatch(long silenceNanos) {
        this.silenceNanos = silenceNanos;
    }

    /** A record of this owner was read. */
    void heard(OwnerKey key, long nowNanos) {
        heardNanos.put(key, nowNanos);
        silent.remove(key);
    }

    /**
     * An own record was read back.
     *
     * @param sinceNanos nothing before this time counts: the read-back of the own claim
     * @param decidedNanos when the own record was decided
     * @return whether the other is silent
     */
    boolean markerRead(OwnerKey other, long sinceNanos, long decidedNanos) {
        long heard = Math.max(heardNanos.getOrDefault(other, Long.MIN_VALUE), sinceNanos);
        boolean isSilent = decidedNanos - heard >= silenceNanos;
        if (isSilent) {
            silent.add(other);
        }
        return isSilent;
    }

    /** When a marker would show silence, if nothing is heard until then. */
    long provableNanos(OwnerKey other, long sinceNanos) {
        return Math.max(heardNanos.getOrDefault(other, Long.MIN_VALUE), sinceNanos) + silenceNanos;
    }

    boolean isSilent(OwnerKey key) {
        return silent.contains(key);
    }

    void forget() {
        heardNanos.clear();
        silent.clear();
    }
}
