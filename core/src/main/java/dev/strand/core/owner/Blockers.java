package dev.strand.core.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Running;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which holders of lower epochs may still run what. Every lane asks for it, and a holder may list
 * thousands of handlers: what it lists is kept by group, and only what a record has changed is
 * looked at. Not thread-safe.
 */
final class Blockers {
    private final Predicate<Holder> isTakenForGone;
    private Ownership ownership = Ownership.NONE;

    /** By holder, how often it lists a group. */
    private final Map<OwnerKey, Map<String, Integer>> listed = new HashMap<>();

    /**
     * Nobody blocks anything yet.
     *
     * @param isTakenForGone who blocks nothing any more, whatever the log says
     */
    Blockers(Predicate<Holder> isTakenForGone) {
        this.isTakenForGone = isTakenForGone;
    }

    /**
     * Takes what the fold says now.
     *
     * @param ownEpoch the epoch that waits for lower ones, 0 for none
     * @return what those may have let go of
     */
    Released take(Ownership now, long ownEpoch) {
        Ownership before = ownership;
        if (now.equals(before)) {
            return Released.NOTHING;
        }
        ownership = now;
        boolean isAll = false;
        Set<String> groups = new LinkedHashSet<>();
        for (Holder was : before.holders().values()) {
            Set<String> left = change(was, now.holder(was.key()));
            if (was.key().epoch() < ownEpoch) {
                isAll |= endsAsAWhole(was, now);
                groups.addAll(left);
            }
        }
        for (Holder is : now.holders().values()) {
            listed.computeIfAbsent(is.key(), key -> count(is.running()));
        }
        return new Released(isAll, groups);
    }

    /** Whether it has let go of more than what it does not list any more. */
    private static boolean endsAsAWhole(Holder was, Ownership now) {
        Holder is = now.holder(was.key());
        if (is == null) {
            return !was.closed() || (!was.isGone() && now.isDead(was.key()));
        }
        return is.closed() && !was.closed();
    }

    /** Keeps what a holder lists now; the groups of what it does not list any more. */
    private Set<String> change(Holder was, @Nullable Holder is) {
        if (was.equals(is)) {
            return Set.of();
        }
        Map<String, Integer> counts = listed.getOrDefault(was.key(), Map.of());
        if (is == null) {
            listed.remove(was.key());
            return counts.keySet();
        }
        List<String> gone = gone(was.running(), is.running());
        if (gone != null) {
            gone.forEach(group -> counts.computeIfPresent(group, (g, n) -> n > 1 ? n - 1 : null));
            return new LinkedHashSet<>(gone);
        }
        Map<String, Integer> now = count(is.running());
        listed.put(was.key(), now);
        Set<String> left = new LinkedHashSet<>(counts.keySet());
        left.removeIf(group -> now.getOrDefault(group, 0) >= counts.getOrDefault(group, 0));
        return left;
    }

    /** The groups of what has been taken out of a list, or null if it is not the same without. */
    private static @Nullable List<String> gone(List<Running> was, List<Running> is) {
        List<String> gone = new ArrayList<>();
        int kept = 0;
        for (Running each : was) {
            if (kept < is.size() && is.get(kept).equals(each)) {
                kept++;
            } else {
                gone.add(each.run().groupId());
            }
        }
        return kept == is.size() ? gone : null;
    }

    private static Map<String, Integer> count(List<Running> running) {
        Map<String, Integer> counts = new HashMap<>();
        running.forEach(each -> counts.merge(each.run().groupId(), 1, Integer::sum));
        return counts;
    }

    /** A holder of an epoch lower than this that may still run the group, or null. */
    @Nullable Holder of(String groupId, long ownEpoch) {
        for (Holder holder : ownership.holders().values()) {
            if (holder.key().epoch() < ownEpoch
                    && (!holder.closed() || lists(holder, groupId))
                    && !isTakenForGone.test(holder)) {
                return holder;
            }
        }
        return null;
    }

    private boolean lists(Holder holder, String groupId) {
        return listed.getOrDefault(holder.key(), Map.of()).containsKey(groupId);
    }

    /** Whether every holder of an epoch lower than this is closed or dead. */
    boolean isEveryLowerClosed(long ownEpoch) {
        for (Holder holder : ownership.holders().values()) {
            if (holder.key().epoch() < ownEpoch
                    && !holder.closed()
                    && !isTakenForGone.test(holder)) {
                return false;
            }
        }
        return true;
    }
}
