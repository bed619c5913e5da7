package dev.strand.core.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.Rule;
import dev.strand.core.lease.PartitionLease;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Claims, beats, closes and fences: who may act on the partition, as far as this process can know.
 */
final class Claims {
    private final OwnerSettings settings;
    private final Worker worker;
    private final Supplier<String> nonces;
    private final SilenceWatch watch;
    private final Blockers blockers = new Blockers(this::isTakenForGone);
    private final OwnEpochs epochs = new OwnEpochs();
    private final Set<OwnerKey> fencing = new HashSet<>();

    /** Fences read while the partition is not assigned, when there is no fold to ask. */
    private final Set<OwnerKey> fenced = new HashSet<>();

    private Ownership ownership = Ownership.NONE;
    private long highestEpoch;
    private boolean assigned;
    private boolean retired;

    Claims(OwnerSettings settings, Worker worker, Supplier<String> nonces) {
        this.settings = settings;
        this.worker = worker;
        this.nonces = nonces;
        this.watch = new SilenceWatch(settings.silenceNanos());
    }

    void assigned(Ownership known, Turn turn) {
        assigned = true;
        watch.begin(turn.nanos());
        fenced.clear();
        ownership = known;
        blockers.take(known, 0);
        seen(known.epoch());
        if (!retired) {
            claim(turn);
        }
    }

    void unassigned() {
        assigned = false;
    }

    /** Claims nothing from now on. */
    void retire() {
        retired = true;
    }

    boolean isAssigned() {
        return assigned;
    }

    /**
     * Takes what the fold says now.
     *
     * @return what lower epochs may have let go of
     */
    Released ownership(Ownership now) {
        Epoch current = epochs.current();
        ownership = now;
        return blockers.take(now, current == null ? 0 : current.key().epoch());
    }

    /** Whether facts of this ownership are void, as far as has been read. */
    boolean isDead(OwnerKey key) {
        return ownership.isDead(key) || fenced.contains(key);
    }

    /** A fence was read. */
    void fenced(OwnerKey key) {
        seen(key.epoch());
        fenced.add(key);
    }

    @Nullable Epoch current() {
        return epochs.current();
    }

    @Nullable Epoch own(OwnerKey key) {
        return epochs.find(key);
    }

    List<Epoch> ownEpochs() {
        return epochs.all();
    }

    /** What was started in an earlier own epoch and is still inside its handler, or null. */
    @Nullable Attempt leftInside(String groupId) {
        return epochs.inside(groupId);
    }

    /** The own open epoch if tasks may start in it now, else null. */
    @Nullable Epoch acting(long nowNanos) {
        Epoch current = epochs.current();
        return assigned && current != null && current.mayAct(nowNanos) ? current : null;
    }

    /**
     * Whether no handler of this group can run under any lower epoch, nor an outcome of one still
     * count.
     */
    boolean isReleased(String groupId, Epoch own) {
        return blocking(groupId, own) == null;
    }

    /** A holder of a lower epoch that may still run the group, or null. */
    @Nullable Holder blocking(String groupId, Epoch own) {
        return blockers.of(groupId, own.key().epoch());
    }

    /** Whether every lower epoch is closed or dead: commands may be carried out. */
    boolean isEveryLowerClosed(Epoch own) {
        return blockers.isEveryLowerClosed(own.key().epoch());
    }

    private boolean isTakenForGone(Holder holder) {
        return !settings.keeps(Rule.FENCE) && watch.isSilent(holder.key());
    }

    void heard(OwnerKey key, long nowNanos) {
        seen(key.epoch());
        watch.heard(key, nowNanos);
    }

    void seen(long epoch) {
        highestEpoch = Math.max(highestEpoch, epoch);
    }

    /** An ownership record has been folded. Closing is left to the caller. */
    void read(Owner record, Turn turn) {
        Epoch own = own(record.key());
        if (own == null) {
            return;
        }
        Long decided = own.readBack(record);
        boolean isClaim = !own.isClaimRead() && !own.isLost();
        if (isClaim && ownership.holder(record.key()) == null && !own.isClosed()) {
            own.lose();
        } else if (isClaim) {
            own.claimRead(turn.nanos());
        }
        if (decided != null) {
            markerRead(decided, turn);
        }
    }

    /** Whether the open epoch no longer reads what it writes. */
    boolean isReaderStuck(long nowNanos) {
        Epoch current = epochs.current();
        return current != null && !current.isClosed() && current.isReaderStuck(nowNanos);
    }

    /** Whether a higher epoch than the own open one has been accepted. */
    boolean isOvertaken() {
        Epoch current = epochs.current();
        return current != null && !current.isClosed() && ownership.epoch() > current.key().epoch();
    }

    private void markerRead(long decidedNanos, Turn turn) {
        List<OwnerKey> silent = watch.markerRead(ownership, epochs.current(), decidedNanos);
        Epoch own = acting(turn.nanos());
        for (OwnerKey key : silent) {
            if (own != null && key.epoch() < own.key().epoch() && fencing.add(key)) {
                turn.append(own.key(), new Fence(key), null);
            }
        }
    }

    /**
     * Sends the beats that are due, and claims if the partition is there to be had.
     *
     * @return whether it has claimed
     */
    boolean tick(Turn turn) {
        epochs.forgetTheEnded();
        for (Epoch epoch : ownEpochs()) {
            boolean isAlive = assigned || epoch.hasRunning();
            if (isAlive && (isBeatDue(epoch, turn) || isMarkerDue(epoch, turn))) {
                beat(epoch, turn);
            }
        }
        boolean claims = assigned && !retired && isThereToBeHad();
        if (claims) {
            claim(turn);
        }
        return claims;
    }

    private boolean isBeatDue(Epoch epoch, Turn turn) {
        return turn.nanos() - epoch.lastRecordNanos() >= settings.beatNanos();
    }

    private boolean isMarkerDue(Epoch epoch, Turn turn) {
        return assigned
                && epoch == epochs.current()
                && watch.isMarkerDue(ownership, epoch, fencing, turn.nanos());
    }

    void beat(Epoch epoch, Turn turn) {
        turn.append(epoch.key(), epoch.record(OwnerKind.BEAT, turn.nanos()), null);
    }

    private boolean isThereToBeHad() {
        Epoch current = epochs.current();
        if (current == null || current.isLost()) {
            return true;
        }
        OwnerKey owner = ownership.owner();
        if (!current.isClosed() || owner == null || !current.isClaimRead()) {
            return false;
        }
        Holder holder = ownership.holder(owner);
        return holder == null || holder.closed() || watch.isSilent(owner);
    }

    private void claim(Turn turn) {
        fencing.clear();
        OwnerKey key = new OwnerKey(highestEpoch + 1, nonces.get());
        seen(key.epoch());
        PartitionLease lease = new PartitionLease(settings.lease(), settings.rules());
        Epoch claimed = new Epoch(key, worker, lease);
        epochs.claimed(claimed);
        turn.append(key, claimed.record(OwnerKind.CLAIM, turn.nanos()), null);
    }

    /** Nothing starts in the epoch any more; the caller has withdrawn what was not entered. */
    void close(Epoch epoch, Turn turn) {
        epoch.close();
        turn.append(epoch.key(), epoch.record(OwnerKind.CLOSE, turn.nanos()), null);
    }
}
