package dev.strand.core.owner;

import java.util.HashSet;
import java.util.Set;

/**
 * Which groups must announce their next attempt before making it, because an owner died while it
 * may have been running it: only so are attempts counted that kill their process.
 */
final class Probation {
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final Set<String> groups = new HashSet<>();
    private long below = -1;

    /** An owner died open: it may have been running anything that it may have read. */
    void everyGroup() {
        below = EVERYTHING;
    }

    /**
     * Nothing at or above this offset of {@code strand.tasks} existed when the dead owner was
     * fenced.
     */
    void tasksEnd(long endOffset) {
        below = below == EVERYTHING ? endOffset : below;
    }

    /** An owner died that had listed this group. */
    void group(String groupId) {
        groups.add(groupId);
    }

    /** Whether an attempt of this run must be announced. */
    boolean covers(Queued queued) {
        return queued.id().origin() < below || groups.contains(queued.id().groupId());
    }

    /** The group has got through one attempt. */
    void passed(String groupId) {
        groups.remove(groupId);
    }

    void forget() {
        groups.clear();
        below = -1;
    }
}
