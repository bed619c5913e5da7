package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.PendingCommands;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Unpark;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands, once each per epoch, and keeps those that cannot be carried out yet. Stream
 * thread only.
 */
final class Commands {
    private final OwnerSettings settings;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final PendingCommands waiting = new PendingCommands();
    private final Set<Long> requested = new HashSet<>();
    private final GroupCommands groups;
    private final Purges purges;

    Commands(OwnerSettings settings, Claims claims, Lanes lanes, Starter starter) {
        this.settings = settings;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.groups = new GroupCommands(claims, lanes, starter, waiting::remove);
        this.purges = new Purges(claims, lanes, starter, waiting::remove);
    }

    private void take(PendingCommand command) {
        waiting.put(command);
        if (command.target() != null) {
            lanes.cancelPending(command.target());
        }
    }

    /** Everything that waits for its effect waits for this epoch to bring it about. */
    void restart(List<PendingCommand> pending) {
        waiting.clear();
        requested.clear();
        purges.clear();
        pending.forEach(this::take);
    }

    void clear() {
        waiting.clear();
        requested.clear();
        purges.clear();
    }

    /**
     * Carries out what can be carried out now.
     *
     * @param stateId only what is about this group, of which something has been read; null for
     *     everything, where it may concern all of them
     */
    void run(@Nullable String stateId, FoldStore store, GroupQueue queue, Turn turn) {
        groups.begin(stateId);
        if (!waiting.isEmpty()) {
            run(stateId == null ? waiting.all() : waiting.of(stateId), store, queue, turn);
        }
    }

    /**
     * Takes a command that has just been read, and carries it out if that can be done now. Those
     * before it that wait go on waiting, and hold it as they did: nothing has been read that they
     * wait for.
     */
    void add(PendingCommand command, FoldStore store, GroupQueue queue, Turn turn) {
        take(command);
        run(List.of(command), store, queue, turn);
    }

    private void run(List<PendingCommand> concerned, FoldStore store, GroupQueue queue, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (epoch == null || !claims.isEveryLowerClosed(epoch)) {
            return;
        }
        for (PendingCommand pending : concerned) {
            if (isOver(pending.offset(), store)) {
                waiting.remove(pending.offset());
            } else {
                run(pending, store, queue, epoch, turn);
            }
        }
        groups.end(turn);
    }

    /** Whether an owner before this one has brought it about since this one began. */
    private boolean isOver(long offset, FoldStore store) {
        return settings.keeps(Rule.KEEP_COMMANDS) && store.pending(offset) == null;
    }

    private void run(
            PendingCommand pending, FoldStore store, GroupQueue queue, Epoch epoch, Turn turn) {
        switch (pending.command()) {
            case Cancel c -> cancel(pending, store, epoch, turn);
            case Hasten h -> hasten(pending, h, epoch);
            case Pause p -> groups.pause(pending, p, epoch, turn);
            case Resume r -> groups.resume(pending, r, epoch, turn);
            case Unpark u -> groups.unpark(pending, u, store, epoch, turn);
            case Purge p when groups.isUnparking(p.groupId()) -> {}
            case Purge p -> purges.run(pending, store, queue, epoch, turn);
            case Clear c -> groups.clear(pending, c, epoch, turn);
            case Retry r -> waiting.remove(pending.offset());
        }
    }

    /**
     * The lane does not wait for the next attempt. Whatever it has come to when this epoch ends,
     * the command is carried out by the next one unless a fact says that the attempt was begun.
     */
    private void hasten(PendingCommand pending, Hasten hasten, Epoch epoch) {
        Queued queued = lanes.queued(hasten.groupId(), hasten.sequence());
        boolean isHere = queued != null && queued.id().taskId().equals(hasten.taskId());
        if (queued == null || !isHere || queued.id().run() > hasten.run()) {
            waiting.remove(pending.offset());
        } else if (queued.id().run() == hasten.run()
                && claims.isReleased(hasten.groupId(), epoch)) {
            waiting.remove(pending.offset());
            queued.hasten(hasten.attempt());
            groups.touched(hasten.groupId());
        }
    }

    private void cancel(PendingCommand pending, FoldStore store, Epoch epoch, Turn turn) {
        RunId target = pending.target();
        Entry entry = target == null ? null : store.entry(target.groupId(), target.sequence());
        if (target == null || entry == null || entry.state().status().isTerminal()) {
            settle(pending, store, epoch, turn);
            return;
        }
        Attempt attempt = epoch.attempt(target.groupId());
        if (!entry.id().equals(target)) {
            settle(pending, store, epoch, turn);
        } else if (attempt != null && attempt.run().equals(target)) {
            waiting.remove(pending.offset());
            cancelRunning(attempt, entry, epoch, turn);
        } else if (settings.keeps(Rule.OWN_TOKEN) && !claims.isReleased(target.groupId(), epoch)) {
            if (requested.add(pending.offset())) {
                turn.append(epoch.key(), new CancelRequest(target, pending.offset()), null);
            }
        } else if (!lanes.isEnding(target.sequence())) {
            waiting.remove(pending.offset());
            endQueued(entry, epoch, turn);
        }
    }

    /** The run has ended: the fold knows whether another one is meant now, or may be. */
    private void settle(PendingCommand pending, FoldStore store, Epoch epoch, Turn turn) {
        PendingCommand now = store.pending(pending.offset());
        if (now == null) {
            waiting.remove(pending.offset());
        } else if (!now.equals(pending)) {
            take(now);
            cancel(now, store, epoch, turn);
        }
    }

    private void cancelRunning(Attempt attempt, Entry entry, Epoch epoch, Turn turn) {
        attempt.cancelRequested = true;
        switch (attempt.phase) {
            case ENTERED -> turn.interrupt(attempt);
            case PROBING, DECIDED -> {
                starter.withdraw(attempt, epoch, turn);
                endQueued(entry, epoch, turn);
            }
            case REPORTING, OVER -> {}
        }
    }

    private void endQueued(Entry entry, Epoch epoch, Turn turn) {
        Queued queued = lanes.queued(entry.id().groupId(), entry.id().sequence());
        starter.end(queued == null ? new Queued(entry) : queued, epoch, FactStatus.CANCELLED, turn);
    }
}
