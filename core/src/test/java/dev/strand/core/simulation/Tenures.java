package dev.strand.core.simulation;

import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import java.util.HashMap;
import java.util.Map;

/** What the log says of every ownership, whatever rules are left out. */
final class Tenures {
    private static final class Tenure {
        int acceptedAt = -1;
        boolean isClosed;
        boolean isDead;
    }

    private final Map<OwnerKey, Tenure> tenures = new HashMap<>();

    void appended(int offset, StatusRecord record, StatusVerdict verdict) {
        if (record instanceof Fence fence) {
            of(fence.key()).isDead = true;
        } else if (record instanceof Owner owner) {
            Tenure tenure = of(owner.key());
            boolean isNew =
                    verdict instanceof OwnershipRead read
                            && read.after().epoch() > read.before().epoch();
            if (isNew && tenure.acceptedAt < 0) {
                tenure.acceptedAt = offset;
            }
            tenure.isClosed |= owner.closed();
        }
    }

    private Tenure of(OwnerKey key) {
        return tenures.computeIfAbsent(key, k -> new Tenure());
    }

    /** Nothing starts but in an epoch that is accepted, open and alive. */
    void mayAct(OwnerKey key, String who) {
        Tenure tenure = of(key);
        if (tenure.acceptedAt < 0) {
            throw new Violation(who + "its claim was not accepted");
        }
        if (tenure.isClosed) {
            throw new Violation(who + "its epoch is closed");
        }
        if (tenure.isDead) {
            throw new Violation(who + "its epoch is fenced");
        }
    }

    boolean isClosed(OwnerKey key) {
        return of(key).isClosed;
    }

    boolean isDead(OwnerKey key) {
        return of(key).isDead;
    }

    /** Where its claim stands in the log, -1 while it does not. */
    int acceptedAt(OwnerKey key) {
        return of(key).acceptedAt;
    }
}
