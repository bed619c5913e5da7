package dev.strand.core.owner;

import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.CancelRequested;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.HistoryCleared;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unknown;
import org.jspecify.annotations.Nullable;

/** What records of {@code strand.status} mean for this process, once they are folded. */
final class StatusReader {
    private final Claims claims;
    private final Lanes lanes;
    private final HandOver handOver;
    private final Attempts attempts;
    private final Aftermath aftermath;

    StatusReader(
            Claims claims, Lanes lanes, HandOver handOver, Attempts attempts, Aftermath aftermath) {
        this.claims = claims;
        this.lanes = lanes;
        this.handOver = handOver;
        this.attempts = attempts;
        this.aftermath = aftermath;
    }

    /** Takes a record that has been folded. */
    void take(StatusRecord record, StatusVerdict verdict, Turn turn) {
        OwnerKey author = authorOf(record);
        if (author != null) {
            claims.heard(author, turn.nanos());
        }
        switch (verdict) {
            case OwnershipRead o -> ownershipRead(record, o, turn);
            case Accepted a -> accepted(a, turn);
            case GroupChanged g -> lanes.read(g.groupId(), g.after());
            case CancelRequested c -> attempts.cancel(c.request(), turn);
            case HistoryCleared h -> {}
            case Refused r -> {}
            case Ignored i -> {}
        }
    }

    private static @Nullable OwnerKey authorOf(StatusRecord record) {
        return switch (record) {
            case Owner o -> o.key();
            case Fact f -> f.owner();
            case GroupChange g -> g.owner();
            case Purged p -> p.owner();
            case Cleared c -> c.owner();
            case Fence f -> null;
            case CancelRequest c -> null;
            case Unknown u -> null;
        };
    }

    private void ownershipRead(StatusRecord record, OwnershipRead verdict, Turn turn) {
        if (record instanceof Owner owner) {
            claims.read(owner, turn);
        } else if (record instanceof Fence fence) {
            aftermath.begin(verdict.before().holder(fence.key()), turn);
            fenced(fence.key(), turn);
        }
        if (claims.isOvertaken()) {
            handOver.closeCurrent(turn);
        }
    }

    private void fenced(OwnerKey key, Turn turn) {
        claims.fenced(key);
        Epoch own = claims.own(key);
        if (own != null) {
            handOver.fenced(own, turn);
        }
    }

    private void accepted(Accepted verdict, Turn turn) {
        Epoch current = claims.current();
        boolean isOwn = current != null && current.key().equals(verdict.fact().owner());
        if (verdict.fact().status().isTerminal()) {
            attempts.ended(verdict.fact(), turn);
        }
        if (!isOwn && verdict.fact().status().endsAttempt()) {
            aftermath.over(verdict.fact(), turn);
        }
        lanes.read(verdict.after(), isOwn, turn.wall());
    }

    /** Takes a record that has not been folded, for the sake of what still runs here. */
    void takeAsOrphan(StatusRecord record, Turn turn) {
        switch (record) {
            case Fence f -> fenced(f.key(), turn);
            case CancelRequest c -> attempts.cancel(c, turn);
            case Fact f when f.status().isTerminal() && !claims.isDead(f.owner()) ->
                    attempts.ended(f, turn);
            case Fact f -> {}
            case Owner o -> claims.read(o, turn);
            case GroupChange g -> {}
            case Purged p -> {}
            case Cleared c -> {}
            case Unknown u -> {}
        }
    }

    /** What may be able to start after this record, beside what lower epochs have let go of. */
    static @Nullable String groupOf(StatusRecord record) {
        return switch (record) {
            case Fact f -> f.run().groupId();
            case GroupChange g -> g.groupId();
            case Purged p -> p.groupId();
            case Cleared c -> null;
            case CancelRequest c -> null;
            case Owner o -> null;
            case Fence f -> null;
            case Unknown u -> null;
        };
    }
}
