package dev.strand.core.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.OwnerKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether another owner is silent: an own record, decided long enough after the last record
 * of that owner was read, has been read back with nothing of that owner between. The reader's own
 * lag can so never be taken for the other's silence.
 */
final class SilenceWatch {
    private final long silenceNanos;
    private final Map<OwnerKey, Long> heardNanos = new HashMap<>();
    private final Set<OwnerKey> silent = new HashSet<>();
    private long assignedNanos;

    SilenceWatch(long silenceNanos) {
        this.silenceNanos = silenceNanos;
    }

    /** The partition has been assigned: nothing has been heard of anybody. */
    void begin(long nowNanos) {
        assignedNanos = nowNanos;
        heardNanos.clear();
        silent.clear();
    }

    /** A record of this owner was read. */
    void heard(OwnerKey key, long nowNanos) {
        heardNanos.put(key, nowNanos);
        silent.remove(key);
    }

    boolean isSilent(OwnerKey key) {
        return silent.contains(key);
    }

    /**
     * A record of the current epoch was read back.
     *
     * @param decidedNanos when it was decided
     * @return who of the others is silent
     */
    List<OwnerKey> markerRead(Ownership ownership, @Nullable Epoch current, long decidedNanos) {
        List<OwnerKey> found = new ArrayList<>();
        for (Holder suspect : suspects(ownership, current)) {
            if (decidedNanos >= provableNanos(suspect.key(), current)) {
                silent.add(suspect.key());
                found.add(suspect.key());
            }
        }
        return found;
    }

    /**
     * Whether a marker sent now would show somebody's silence, if nothing is heard until it is read
     * back, and none has been sent for it yet.
     *
     * @param fencing whose fence is on its way
     */
    boolean isMarkerDue(Ownership ownership, Epoch current, Set<OwnerKey> fencing, long nowNanos) {
        for (Holder suspect : suspects(ownership, current)) {
            long provable = provableNanos(suspect.key(), current);
            boolean isDue = nowNanos >= provable && current.lastRecordNanos() < provable;
            if (isDue && !fencing.contains(suspect.key())) {
                return true;
            }
        }
        return false;
    }

    private static List<Holder> suspects(Ownership ownership, @Nullable Epoch current) {
        List<Holder> suspects = new ArrayList<>();
        for (Holder holder : ownership.holders().values()) {
            if (!holder.isGone() && (current == null || !holder.key().equals(current.key()))) {
                suspects.add(holder);
            }
        }
        return suspects;
    }

    /** Nothing before the read-back of the own claim counts. */
    private long provableNanos(OwnerKey other, @Nullable Epoch current) {
        long since =
                current != null && current.isClaimRead() && !current.isClosed()
                        ? current.claimReadNanos()
                        : assignedNanos;
        return Math.max(heardNanos.getOrDefault(other, Long.MIN_VALUE), since) + silenceNanos;
    }
}
