package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The epochs that this process has claimed and that are not over. */
final class OwnEpochs {
    private final List<Epoch> orphaned = new ArrayList<>();
    private @Nullable Epoch current;

    /** The one claimed last, open or closed, or null before the first. */
    @Nullable Epoch current() {
        return current;
    }

    /** The one with this key, or null if it is over or not an own one. */
    @Nullable Epoch find(OwnerKey key) {
        if (current != null && current.key().equals(key)) {
            return current;
        }
        for (Epoch epoch : orphaned) {
            if (epoch.key().equals(key)) {
                return epoch;
            }
        }
        return null;
    }

    List<Epoch> all() {
        List<Epoch> all = new ArrayList<>(orphaned);
        if (current != null) {
            all.add(current);
        }
        return all;
    }

    /**
     * An attempt of the group, started in an earlier one, whose handler runs here and has not
     * returned, or null. What others run is asked of them.
     */
    @Nullable Attempt inside(String groupId) {
        for (Epoch epoch : orphaned) {
            Attempt attempt = epoch.attempt(groupId);
            if (attempt != null && attempt.phase == Attempt.Phase.ENTERED && !attempt.isElsewhere) {
                return attempt;
            }
        }
        return null;
    }

    /** A new one has been claimed; the one before goes on while something runs in it. */
    void claimed(Epoch newest) {
        if (current != null && current.hasRunning()) {
            orphaned.add(current);
        }
        current = newest;
    }

    /** Forgets those in which nothing runs any more. */
    void forgetTheEnded() {
        orphaned.removeIf(epoch -> !epoch.hasRunning());
    }
}
