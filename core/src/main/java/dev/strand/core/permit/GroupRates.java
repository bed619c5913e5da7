package dev.strand.core.permit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the groups of one partition may start tasks of types that have a rate per group. Exact while
 * one owner has the partition; the next owner begins with full buckets. Keeps only groups whose
 * bucket is not full. Not thread-safe.
 */
public final class GroupRates {
    private static final int PRUNED_FROM = 1_024;

    private record Key(String groupId, String type) {}

    private final Limits limits;
    private final Map<Key, TokenBucket> buckets = new HashMap<>();
    private int pruneAtSize = PRUNED_FROM;

    /** Nothing has started yet. */
    public GroupRates(Limits limits) {
        this.limits = limits;
    }

    /** How long until the group may start a task of the type; 0 if it may now. */
    public long readyInNanos(String groupId, String type, long nowNanos) {
        if (limits.groupRate(type) == null) {
            return 0;
        }
        TokenBucket bucket = buckets.get(new Key(groupId, type));
        return bucket == null ? 0 : Math.max(bucket.readyAtNanos(nowNanos) - nowNanos, 0);
    }

    /** The group starts a task of the type. */
    public void take(String groupId, String type, long nowNanos) {
        RateLimit rate = limits.groupRate(type);
        if (rate != null) {
            if (buckets.size() >= pruneAtSize) {
                prune(nowNanos);
            }
            bucket(new Key(groupId, type), rate).take(nowNanos);
        }
    }

    private TokenBucket bucket(Key key, RateLimit rate) {
        return buckets.computeIfAbsent(key, k -> new TokenBucket(rate));
    }

    /** The start that was taken last does not happen. */
    public void giveBack(String groupId, String type) {
        TokenBucket bucket = limits.groupRate(type) == null ? null : find(groupId, type);
        if (bucket != null) {
            bucket.giveBack();
        }
    }

    private @Nullable TokenBucket find(String groupId, String type) {
        return buckets.get(new Key(groupId, type));
    }

    /** Often enough to stay small, seldom enough to cost nothing. */
    private void prune(long nowNanos) {
        buckets.values().removeIf(bucket -> bucket.isFull(nowNanos));
        pruneAtSize = Math.max(buckets.size() * 2, PRUNED_FROM);
    }

    /** Groups that are remembered. */
    public int size() {
        return buckets.size();
    }
}
