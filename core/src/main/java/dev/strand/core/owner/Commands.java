package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries out commands, once each per epoch, and keeps those that cannot be carried out yet. Stream
 * thread only.
 */
final class Commands {
    private final OwnerSettings settings;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Map<Long, PendingCommand> waiting = new LinkedHashMap<>();
    private final Set<Long> requested = new HashSet<>();

    Commands(OwnerSettings settings, Claims claims, Lanes lanes, Starter starter) {
        this.settings = settings;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
    }

    /** A command has been read. */
    void take(PendingCommand command) {
        waiting.put(command.offset(), command);
        if (command.target() != null) {
            lanes.cancelPending(command.command().groupId(), command.target().sequence());
        }
    }

    /** Everything that waits for its effect waits for this epoch to bring it about. */
    void restart(List<PendingCommand> pending) {
        waiting.clear();
        requested.clear();
        pending.forEach(this::take);
    }

    void clear() {
        waiting.clear();
        requested.clear();
    }

    /** Carries out what can be carried out now. */
    void run(FoldStore store, Turn turn) {
        Epoch epoch = waiting.isEmpty() ? null : claims.acting(turn.nanos());
        if (epoch != null && claims.isEveryLowerClosed(epoch)) {
            List.copyOf(waiting.values()).forEach(c -> run(c, store, epoch, turn));
        }
    }

    private void run(PendingCommand pending, FoldStore store, Epoch epoch, Turn turn) {
        long offset = pending.offset();
        switch (pending.command()) {
            case Cancel c -> cancel(pending, store, epoch, turn);
            case Pause p -> hold(p, new GroupState(true, offset, p.reason(), p.by()), epoch, turn);
            case Resume r -> hold(r, new GroupState(false, offset, null, r.by()), epoch, turn);
            case Retry r -> waiting.remove(offset);
        }
    }

    private void hold(Command command, GroupState made, Epoch epoch, Turn turn) {
        String groupId = command.groupId();
        waiting.remove(made.command());
        lanes.carriedOut(groupId, made);
        turn.append(
                epoch.key(),
                new GroupChange(
                        groupId,
                        made.paused(),
                        made.command(),
                        epoch.key(),
                        made.reason(),
                        made.by()),
                null);
        starter.tryStart(groupId, turn);
    }

    private void cancel(PendingCommand pending, FoldStore store, Epoch epoch, Turn turn) {
        RunId target = pending.target();
        Entry entry = target == null ? null : store.entry(target.groupId(), target.sequence());
        if (target == null || entry == null || entry.state().status().isTerminal()) {
            waiting.remove(pending.offset());
            return;
        }
        Attempt attempt = epoch.attempt(target.groupId());
        if (attempt != null && attempt.run().equals(target)) {
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
