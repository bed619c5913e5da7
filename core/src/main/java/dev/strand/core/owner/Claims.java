package dev.strand.core.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.Rule;
import dev.strand.core.lease.PartitionLease;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import java.util.ArrayList;
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
    private final String instance;
    private final Supplier<String> nonces;
    private final SilenceWatch watch;
    private final List<Epoch> orphaned = new ArrayList<>();
    private final Set<OwnerKey> fencing = new HashSet<>();

    /** Fences read while the partition is not assigned, when there is no fold to ask. */
    private final Set<OwnerKey> fenced = new HashSet<>();

    private Ownership ownership = Ownership.NONE;
    private @Nullable Epoch current;
    private long highestEpoch;
    private boolean assigned;
    private boolean retired;
    private long assignedNanos;

    Claims(OwnerSettings settings, String instance, Supplier<String> nonces) {
        this.settings = settings;
        this.instance = instance;
        this.nonces = nonces;
        this.watch = new SilenceWatch(settings.silenceNanos());
    }

    void assigned(Ownership known, Turn turn) {
        assigned = true;
        assignedNanos = turn.nanos();
        watch.forget();
        fenced.clear();
        ownership = known;
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
     * @return whether lower epochs may have let go of groups
     */
    boolean ownership(Ownership now) {
        Ownership before = ownership;
        ownership = now;
        return current != null
                && !before.equals(now)
                && !blocking(before, current).equals(blocking(now, current));
    }

    private static List<Holder> blocking(Ownership ownership, Epoch own) {
        return ownership.below(own.key().epoch()).stream().map(Holder::timeless).toList();
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
        return current;
    }

    /** The own epoch with this key that is open or still has something running, or null. */
    @Nullable Epoch own(OwnerKey key) {
        if (current != null && current.key().equals(key)) {
            return current;
        }
        return orphaned.stream().filter(e -> e.key().equals(key)).findFirst().orElse(null);
    }

    List<Epoch> ownEpochs() {
        List<Epoch> all = new ArrayList<>(orphaned);
        if (current != null) {
            all.add(current);
        }
        return all;
    }

    /** The own open epoch if tasks may start in it now, else null. */
    @Nullable Epoch acting(long nowNanos) {
        return assigned && current != null && current.mayAct(nowNanos) ? current : null;
    }

    /**
     * Whether no handler of this group can run under any lower epoch, nor an outcome of one still
     * count.
     */
    boolean isReleased(String groupId, Epoch own) {
        return ownership.below(own.key().epoch()).stream()
                .noneMatch(h -> h.holds(groupId) && !isTakenForGone(h));
    }

    /** Whether every lower epoch is closed or dead: commands may be carried out. */
    boolean isEveryLowerClosed(Epoch own) {
        return ownership.below(own.key().epoch()).stream()
                .allMatch(h -> h.closed() || isTakenForGone(h));
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

    /**
     * An ownership record has been folded. Closing is left to the caller.
     *
     * @return whether it was the own claim, accepted and still open
     */
    boolean read(Owner record, Turn turn) {
        Epoch own = own(record.key());
        if (own == null) {
            return false;
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
        return isClaim && !own.isClosed();
    }

    /** Whether there is an own epoch in which tasks start, once its lease holds. */
    boolean isOpen() {
        return current != null && !current.isClosed();
    }

    /** Whether the open epoch no longer reads what it writes. */
    boolean isReaderStuck(long nowNanos) {
        return current != null && !current.isClosed() && current.isReaderStuck(nowNanos);
    }

    /** Whether a higher epoch than the own open one has been accepted. */
    boolean isOvertaken() {
        return current != null && !current.isClosed() && ownership.epoch() > current.key().epoch();
    }

    private void markerRead(long decidedNanos, Turn turn) {
        for (Holder suspect : suspects()) {
            boolean isSilent = watch.markerRead(suspect.key(), sinceNanos(), decidedNanos);
            Epoch own = acting(turn.nanos());
            boolean mayFence = own != null && suspect.key().epoch() < own.key().epoch();
            if (own != null && isSilent && mayFence && fencing.add(suspect.key())) {
                turn.append(own.key(), new Fence(suspect.key()), null);
            }
        }
    }

    private List<Holder> suspects() {
        return ownership.holders().values().stream()
                .filter(h -> !h.isGone() && (current == null || !h.key().equals(current.key())))
                .toList();
    }

    private long sinceNanos() {
        return current != null && current.isClaimRead() && !current.isClosed()
                ? current.claimReadNanos()
                : assignedNanos;
    }

    /** Sends the beats that are due, and claims if the partition is there to be had. */
    void tick(Turn turn) {
        orphaned.removeIf(epoch -> !epoch.hasRunning());
        for (Epoch epoch : orphaned) {
            beatIfDue(epoch, false, turn);
        }
        if (current != null && (assigned || current.hasRunning())) {
            beatIfDue(current, isMarkerDue(current, turn), turn);
        }
        if (assigned && !retired && isThereToBeHad()) {
            claim(turn);
        }
    }

    private void beatIfDue(Epoch epoch, boolean isMarkerDue, Turn turn) {
        if (isMarkerDue || epoch.isBeatDue(turn.nanos(), settings.beatNanos())) {
            beat(epoch, turn);
        }
    }

    void beat(Epoch epoch, Turn turn) {
        turn.append(epoch.key(), epoch.record(OwnerKind.BEAT, turn.nanos()), null);
    }

    private boolean isMarkerDue(Epoch epoch, Turn turn) {
        return suspects().stream()
                .filter(h -> !fencing.contains(h.key()))
                .anyMatch(h -> {
                    long provable = watch.provableNanos(h.key(), sinceNanos());
                    return turn.nanos() >= provable && epoch.lastRecordNanos() < provable;
                });
    }

    private boolean isThereToBeHad() {
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
        if (current != null && current.hasRunning()) {
            orphaned.add(current);
        }
        fencing.clear();
        OwnerKey key = new OwnerKey(highestEpoch + 1, nonces.get());
        seen(key.epoch());
        current = new Epoch(key, instance, new PartitionLease(settings.lease(), settings.rules()));
        turn.append(key, current.record(OwnerKind.CLAIM, turn.nanos()), null);
    }

    /** Nothing starts in the epoch any more; the caller has withdrawn what was not entered. */
    void close(Epoch epoch, Turn turn) {
        epoch.close();
        turn.append(epoch.key(), epoch.record(OwnerKind.CLOSE, turn.nanos()), null);
    }
}
