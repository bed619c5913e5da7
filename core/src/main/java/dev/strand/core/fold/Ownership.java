package dev.strand.core.fold;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who owned and owns a partition, as its log says. Immutable.
 *
 * @param epoch the highest accepted epoch, 0 before the first
 * @param owner whose it is, or null before the first
 * @param holders accepted ownerships that can still have something running, by epoch; always the
 *     current one
 * @param dead fenced ownerships: their later facts are void
 */
public record Ownership(
        long epoch, @Nullable OwnerKey owner, Map<Long, Holder> holders, Set<OwnerKey> dead) {
    /** A partition that nobody ever owned. */
    public static final Ownership NONE = new Ownership(0, null, Map.of(), Set.of());

    /**
     * One accepted ownership.
     *
     * @param key which
     * @param instance its process, for people
     * @param number of the newest record taken from it; an older one, sent again, is stale
     * @param closed whether nothing starts in it any more
     * @param running once closed: handlers that still run
     */
    public record Holder(
            OwnerKey key, String instance, long number, boolean closed, List<Running> running) {
        /** Whether it has been closed and nothing runs in it any more. */
        public boolean isGone() {
            return closed && running.isEmpty();
        }

        /** Whether a handler of this group may still run in it. */
        public boolean holds(String groupId) {
            return !closed || running.stream().anyMatch(r -> r.run().groupId().equals(groupId));
        }
    }

    /** The accepted holder with this key, or null if it was never accepted, is gone or is dead. */
    public @Nullable Holder holder(OwnerKey key) {
        Holder holder = holders.get(key.epoch());
        return holder != null && holder.key().equals(key) ? holder : null;
    }

    /** Whether its facts are void. */
    public boolean isDead(OwnerKey key) {
        return dead.contains(key);
    }

    /** Holders of lower epochs than this one that may still run something. */
    public List<Holder> below(long ownEpoch) {
        if (holders.size() <= 1 && holders.containsKey(ownEpoch)) {
            return List.of();
        }
        return holders.values().stream()
                .filter(h -> h.key().epoch() < ownEpoch && !h.isGone())
                .toList();
    }

    /**
     * Takes an ownership record.
     *
     * @param ended whether the outcome of a listed attempt has been read already
     */
    Ownership take(Owner record, Predicate<Running> ended) {
        Holder known = holder(record.key());
        boolean lost = known == null && record.key().epoch() <= epoch;
        boolean stale = known != null && record.number() <= known.number();
        if (isDead(record.key()) || lost || stale) {
            return this;
        }
        boolean closed = record.closed() || (known != null && known.closed());
        List<Running> running =
                closed ? record.running().stream().filter(ended.negate()).toList() : List.of();
        Map<Long, Holder> all = new TreeMap<>(holders);
        all.put(
                record.key().epoch(),
                new Holder(record.key(), record.instance(), record.number(), closed, running));
        boolean isNew = known == null;
        return new Ownership(
                        isNew ? record.key().epoch() : epoch,
                        isNew ? record.key() : owner,
                        all,
                        dead)
                .withoutTheGone();
    }

    /** Makes an ownership's later facts void. */
    Ownership fence(OwnerKey key) {
        Set<OwnerKey> more = new HashSet<>(dead);
        more.add(key);
        Map<Long, Holder> rest = new TreeMap<>(holders);
        if (holder(key) != null) {
            rest.remove(key.epoch());
        }
        return new Ownership(epoch, owner, rest, Set.copyOf(more));
    }

    /** These attempts have returned: whoever listed them need not be waited for. */
    Ownership without(Predicate<Running> returned) {
        if (holders.size() <= 1 && holders.values().stream().allMatch(h -> h.running().isEmpty())) {
            return this;
        }
        Map<Long, Holder> rest = new TreeMap<>(holders);
        rest.replaceAll((epochOf, h) -> {
            List<Running> left = new ArrayList<>(h.running());
            left.removeIf(returned);
            return left.size() == h.running().size()
                    ? h
                    : new Holder(h.key(), h.instance(), h.number(), h.closed(), List.copyOf(left));
        });
        return rest.equals(holders)
                ? this
                : new Ownership(epoch, owner, rest, dead).withoutTheGone();
    }

    /** Only the newest epochs: all that a reader would know that asks only the one before. */
    Ownership newest(int count) {
        if (holders.size() <= count) {
            return this;
        }
        Map<Long, Holder> rest = new TreeMap<>(holders);
        while (rest.size() > count) {
            rest.remove(Collections.min(rest.keySet()));
        }
        return new Ownership(epoch, owner, rest, dead);
    }

    /**
     * Forgets closed holders with nothing running, below the current epoch: nothing of them can
     * matter any more.
     */
    private Ownership withoutTheGone() {
        Map<Long, Holder> rest = new TreeMap<>(holders);
        rest.values().removeIf(h -> h.isGone() && h.key().epoch() < epoch);
        return new Ownership(epoch, owner, rest, dead);
    }
}
