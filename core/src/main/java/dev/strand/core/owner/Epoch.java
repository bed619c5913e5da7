package dev.strand.core.owner;

import dev.strand.core.lease.PartitionLease;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Running;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One claimed epoch: its lease, what runs in it, and its ownership records. Outlives the assignment
 * that claimed it.
 */
final class Epoch {
    /** An own ownership record that has not been read back. */
    private record Unread(long number, long decidedNanos) {}

    private final OwnerKey key;
    private final Worker worker;
    private final PartitionLease lease;
    private final Map<String, Attempt> attempts = new HashMap<>();
    private final Map<RunId, Running> ends = new LinkedHashMap<>();
    private final Deque<Unread> unread = new ArrayDeque<>();
    private long nextNumber;
    private long newestAcknowledged = -1;
    private boolean owesRelease;
    private long starts;
    private long lastRecordNanos;
    private boolean closed;
    private boolean lost;
    private boolean isClaimRead;
    private long claimReadNanos;
    private boolean brokenSeen;
    private boolean isFencing;

    Epoch(OwnerKey key, Worker worker, PartitionLease lease) {
        this.key = key;
        this.worker = worker;
        this.lease = lease;
    }

    OwnerKey key() {
        return key;
    }

    PartitionLease lease() {
        return lease;
    }

    /** Whether what it still writes is void, or may be. */
    boolean isVoid() {
        return brokenSeen;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isLost() {
        return lost;
    }

    boolean isClaimRead() {
        return isClaimRead;
    }

    long claimReadNanos() {
        return claimReadNanos;
    }

    /** Whether tasks may start in it. */
    boolean mayAct(long nowNanos) {
        return isClaimRead && !closed && lease.isValid(nowNanos);
    }

    /** True once, when the lease is found broken. */
    boolean breaksNow(long nowNanos) {
        boolean breaks = !brokenSeen && lease.isBroken(nowNanos);
        brokenSeen |= breaks;
        return breaks;
    }

    /** Its own fence was read: for ever without effect, and nothing it wrote is awaited. */
    void fenced() {
        brokenSeen = true;
        ends.clear();
        attempts.values().removeIf(attempt -> attempt.phase == Attempt.Phase.REPORTING);
    }

    /** True once: from then on it is void, and its own fence is on its way. */
    boolean fencesItself() {
        boolean isFirst = !isFencing;
        isFencing = true;
        brokenSeen = true;
        return isFirst;
    }

    void close() {
        closed = true;
    }

    void lose() {
        lost = true;
        closed = true;
    }

    void claimRead(long nowNanos) {
        isClaimRead = true;
        claimReadNanos = nowNanos;
    }

    @Nullable Attempt attempt(String groupId) {
        return attempts.get(groupId);
    }

    /** The number of the next start: higher than that of every start before in this epoch. */
    long nextStart() {
        return ++starts;
    }

    void add(Attempt attempt) {
        attempts.put(attempt.run().groupId(), attempt);
    }

    void remove(Attempt attempt) {
        attempt.phase = Attempt.Phase.OVER;
        attempts.remove(attempt.run().groupId(), attempt);
    }

    Collection<Attempt> attempts() {
        return List.copyOf(attempts.values());
    }

    /** A fact that ends a run without an attempt is on its way. */
    void add(Fact end) {
        ends.put(end.run(), new Running(end.run(), end.token()));
    }

    /** That fact has been acknowledged. */
    void remove(Fact end) {
        ends.remove(end.run());
    }

    /**
     * Handlers entered, about to be, outcomes that are not acknowledged, and one for what has been
     * let go of and not told.
     */
    int running() {
        return attempts.size() + ends.size() + (owesRelease ? 1 : 0);
    }

    /**
     * Something has been let go of: true if an ownership record is to say so now. While one is
     * under way, the next one is sent when that is acknowledged, and tells of all that was let go
     * of meanwhile: each record lists all that is left, and thousands may be let go of in a moment.
     */
    boolean saysReleaseNow() {
        owesRelease = newestAcknowledged < nextNumber - 1;
        return !owesRelease;
    }

    /** An ownership record is durable: true if another one is to be sent now. */
    boolean acknowledged(long number) {
        newestAcknowledged = Math.max(newestAcknowledged, number);
        return owesRelease && saysReleaseNow();
    }

    boolean hasRunning() {
        return running() > 0;
    }

    long lastRecordNanos() {
        return lastRecordNanos;
    }

    /** The next ownership record of this epoch: its whole state. */
    Owner record(OwnerKind kind, long nowNanos) {
        List<Running> running = closed ? listed() : List.of();
        lastRecordNanos = nowNanos;
        owesRelease = false;
        unread.add(new Unread(nextNumber, nowNanos));
        return new Owner(key, kind, nextNumber++, worker.name(), closed, running, worker.address());
    }

    private List<Running> listed() {
        List<Running> listed = new ArrayList<>(ends.values());
        for (Attempt attempt : attempts.values()) {
            if (attempt.isRunning()) {
                listed.add(attempt.listed());
            }
        }
        return List.copyOf(listed);
    }

    /**
     * An own ownership record has been read back; returns when it was decided, or null for one read
     * before.
     */
    @Nullable Long readBack(Owner record) {
        Long decided = null;
        while (!unread.isEmpty() && unread.getFirst().number() <= record.number()) {
            Unread read = unread.removeFirst();
            decided =
                    read.number() == record.number() ? Long.valueOf(read.decidedNanos()) : decided;
        }
        return decided;
    }

    /**
     * Whether an own record has not been read back for so long that the reader must be taken for
     * stuck.
     */
    boolean isReaderStuck(long nowNanos) {
        Unread oldest = unread.peekFirst();
        return isClaimRead
                && oldest != null
                && nowNanos - oldest.decidedNanos() > lease.validNanos();
    }
}
