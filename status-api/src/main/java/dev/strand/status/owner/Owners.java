package dev.strand.status.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.status.table.TableReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When this instance heard of the owners of its partitions. In memory only: after a start it knows
 * within a beat. For use by several threads.
 */
@Singleton
public class Owners {
    /** Records that are younger were read as they came: the clocks of others don't matter then. */
    private static final long LIVE_MILLIS = 30_000;

    private final Map<Integer, Heard> heard = new ConcurrentHashMap<>();

    /** Longer without a sign of life is too long with the lease that is the default. */
    private static final long PATIENCE_MILLIS = 6_000;

    private record Heard(
            OwnerKey key,
            @Nullable String address,
            long lastMillis,
            long claimedMillis,
            long listeningMillis,
            long recordedMillis,
            long beatMillis) {
        /** With a longer lease it beats more rarely, and may be quiet for longer. */
        long patienceMillis() {
            return Math.max(PATIENCE_MILLIS, 3 * beatMillis);
        }
    }

    /** An owner wrote a record. Called from stream threads. */
    public void spoke(int partition, Owner owner, Instant at) {
        long now = System.currentTimeMillis();
        long recorded = at.toEpochMilli();
        long when = Math.abs(now - recorded) < LIVE_MILLIS ? now : recorded;
        heard.merge(
                partition,
                new Heard(
                        owner.key(),
                        owner.address(),
                        when,
                        owner.kind() == OwnerKind.CLAIM ? recorded : 0,
                        0,
                        recorded,
                        0),
                Owners::newer);
    }

    private static Heard newer(Heard was, Heard is) {
        if (!was.key().equals(is.key())) {
            return is.key().epoch() > was.key().epoch() ? is : was;
        }
        boolean hasBeaten = was.recordedMillis() > 0 && is.recordedMillis() > was.recordedMillis();
        long beat = hasBeaten ? is.recordedMillis() - was.recordedMillis() : 0;
        return new Heard(
                is.key(),
                is.address() == null ? was.address() : is.address(),
                Math.max(was.lastMillis(), is.lastMillis()),
                Math.max(was.claimedMillis(), is.claimedMillis()),
                Math.max(was.listeningMillis(), is.listeningMillis()),
                Math.max(was.recordedMillis(), is.recordedMillis()),
                Math.max(was.beatMillis(), beat));
    }

    /** Who owns the partition of a table. */
    public OwnerLine of(TableReader table) {
        int partition = table.partition();
        Ownership ownership = table.ownership();
        OwnerKey owner = ownership.owner();
        Holder holder = owner == null ? null : ownership.holders().get(owner.epoch());
        if (owner == null || holder == null) {
            return new OwnerLine(partition, ownership.epoch(), "", null, false, 0, 0, 0, 0, 0);
        }
        Heard last = heardOf(partition, owner);
        return new OwnerLine(
                partition,
                owner.epoch(),
                holder.instance(),
                last.address(),
                !holder.closed() && !ownership.dead().contains(owner),
                last.lastMillis(),
                Math.max(last.lastMillis(), last.listeningMillis()),
                last.patienceMillis(),
                last.claimedMillis(),
                holder.running().size());
    }

    /** Of an owner that was never heard of, the silence begins when somebody asks about it. */
    private Heard heardOf(int partition, OwnerKey owner) {
        Heard last = heard.get(partition);
        if (last != null && last.key().equals(owner)) {
            return last;
        }
        Heard nothing = new Heard(owner, null, 0, 0, System.currentTimeMillis(), 0, 0);
        return heard.merge(
                partition, nothing, (was, is) -> was.key().equals(owner) ? was : newer(was, is));
    }
}
