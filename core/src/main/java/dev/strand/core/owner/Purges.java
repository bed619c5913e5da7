package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Purged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Carries out purges in pieces: the next one when half of the last has been read back, so that a
 * queue of any length neither stops the thread nor fills the memory. Stream thread only.
 */
final class Purges {
    /** Runs that are being ended at once. */
    static final int PIECE = 500;

    private static final class Purge {
        final Set<Long> inFlight = new HashSet<>();
        long next;
        boolean hasMore = true;
    }

    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final LongConsumer done;
    private final Map<Long, Purge> running = new HashMap<>();

    Purges(Claims claims, Lanes lanes, Starter starter, LongConsumer done) {
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.done = done;
    }

    void clear() {
        running.clear();
    }

    /** Goes on with a purge. A handler that still runs elsewhere is waited for. */
    void run(PendingCommand pending, FoldStore store, GroupQueue queue, Epoch epoch, Turn turn) {
        String groupId = pending.command().groupId();
        if (!claims.isReleased(groupId, epoch)) {
            return;
        }
        Purge purge = running.get(pending.offset());
        if (purge == null) {
            purge = new Purge();
            running.put(pending.offset(), purge);
            lanes.halts().purging(groupId, pending.offset());
            takeBack(groupId, pending.offset(), epoch, turn);
        }
        purge.inFlight.removeIf(sequence -> !lanes.isEnding(sequence));
        if (purge.inFlight.size() <= PIECE / 2) {
            piece(purge, pending, queue, epoch, turn);
        }
        if (!purge.hasMore && purge.inFlight.isEmpty()) {
            done.accept(pending.offset());
            running.remove(pending.offset());
            turn.append(epoch.key(), new Purged(groupId, pending.offset(), epoch.key()), null);
        }
    }

    /** An attempt that has not entered its handler has not started. */
    private void takeBack(String groupId, long command, Epoch epoch, Turn turn) {
        Attempt attempt = epoch.attempt(groupId);
        if (attempt != null
                && attempt.run().origin() < command
                && attempt.phase == Attempt.Phase.DECIDED
                && !attempt.announced) {
            starter.withdraw(attempt, epoch, turn);
        }
    }

    private void piece(
            Purge purge, PendingCommand pending, GroupQueue queue, Epoch epoch, Turn turn) {
        int room = PIECE - purge.inFlight.size();
        while (purge.hasMore && room > 0) {
            List<Entry> next = queue.read(pending.command().groupId(), purge.next, room);
            for (Entry entry : next) {
                purge.next = entry.id().sequence() + 1;
                if (isMeant(entry, pending.offset(), epoch)) {
                    end(purge, entry, epoch, turn);
                }
            }
            purge.hasMore = next.size() == room && purge.next <= pending.offset();
            room = purge.inFlight.isEmpty() ? PIECE : 0;
        }
    }

    private boolean isMeant(Entry entry, long command, Epoch epoch) {
        Attempt attempt = epoch.attempt(entry.id().groupId());
        boolean isAttempted = attempt != null && attempt.run().equals(entry.id());
        return entry.id().origin() < command && !isAttempted && !queued(entry).isStarted();
    }

    private Queued queued(Entry entry) {
        Queued queued = lanes.queued(entry.id().groupId(), entry.id().sequence());
        return queued == null ? new Queued(entry) : queued;
    }

    private void end(Purge purge, Entry entry, Epoch epoch, Turn turn) {
        long sequence = entry.id().sequence();
        purge.inFlight.add(sequence);
        if (!lanes.isEnding(sequence)) {
            starter.end(queued(entry), epoch, FactStatus.CANCELLED, turn);
        }
    }
}
