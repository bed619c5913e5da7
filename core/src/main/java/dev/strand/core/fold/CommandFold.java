package dev.strand.core.fold;

import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.HistoryCleared;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.TaskVerdict.NothingToDo;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.UnparkAction;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the fold that deals with commands: they wait until the record that carries them out
 * has been read, whichever of the two is read first.
 */
final class CommandFold {
    private final FoldStore store;
    private final Set<Rule> rules;
    private final TaskCommands tasks;

    CommandFold(FoldStore store, Set<Rule> rules) {
        this.store = store;
        this.rules = rules;
        this.tasks = new TaskCommands(store, rules);
    }

    /** A command has been read; the position is still its own. */
    TaskVerdict read(long offset, Instant recordTime, Command command) {
        return switch (command) {
            case Cancel c -> tasks.cancel(offset, recordTime, c);
            case Hasten h -> tasks.hasten(offset, h);
            case Purge p ->
                    store.group(p.groupId()).purged() >= offset
                            ? new NothingToDo()
                            : tasks.pending(offset, p, null);
            case Retry r -> toGroup(offset, inPlace(r));
            case Pause p -> toGroup(offset, p);
            case Resume r -> toGroup(offset, r);
            case Unpark u -> toGroup(offset, u);
            case Clear c -> toGroup(offset, c);
        };
    }

    /** What a retry in place asks for: its task is the one that failed there. */
    private static Unpark inPlace(Retry retry) {
        return new Unpark(
                retry.groupId(),
                UnparkAction.RETRY,
                retry.task().taskId(),
                retry.run() - 1,
                retry.by());
    }

    private TaskVerdict toGroup(long offset, Command command) {
        return store.group(PendingCommands.stateOf(command)).command() >= offset
                ? new NothingToDo()
                : tasks.pending(offset, command, null);
    }

    /** A run has gone on: it has ended, or another attempt of it has been heard of. */
    void advanced(RunId run) {
        tasks.advanced(run);
    }

    /**
     * An accepted fact ends a run whose failure parks its group; the run is kept until it is
     * unparked.
     *
     * @return whether it is the one that parks it: one that is parked already stays as it is
     */
    boolean park(Fact fact) {
        GroupState before = store.group(fact.run().groupId());
        if (!fact.parksGroup() || before.isParked()) {
            return false;
        }
        store.put(fact.run().groupId(), before.parkedBy(fact.run()));
        return true;
    }

    /** Whether this run holds its group. */
    boolean isParking(RunId run) {
        return run.equals(store.group(run.groupId()).parkedBy());
    }

    StatusVerdict changed(GroupChange change) {
        String groupId = change.groupId();
        GroupState before = store.group(groupId);
        Unparked unparked = change.unparked();
        boolean releases = unparked != null && unparked.run().equals(before.parkedBy());
        boolean isNewer = change.command() > before.command();
        if (isVoid(change.owner()) || isOld(change.command()) || !(isNewer || releases)) {
            return new Ignored();
        }
        GroupState after = isNewer ? carriedOut(before, change) : before;
        Entry made = null;
        if (unparked != null && releases) {
            after = after.parkedBy(null);
            made = unparked(unparked, change.command());
        }
        keep(groupId, after);
        finish(groupId, change.command());
        if (before.parkedBy() != null) {
            // Only what means the run that parked the group can have waited for an unpark.
            tasks.settleAll(before.parkedBy());
        }
        return new GroupChanged(groupId, after, made);
    }

    private static GroupState carriedOut(GroupState before, GroupChange change) {
        return change.unparked() != null
                ? before.carriedOut(change.command())
                : new GroupState(
                        change.paused(),
                        change.command(),
                        change.reason(),
                        change.by(),
                        change.at(),
                        before.parkedBy(),
                        before.purged());
    }

    /** The run that takes the place of the one that had parked the group, or null. */
    private @Nullable Entry unparked(Unparked unparked, long command) {
        RunId failed = unparked.run();
        Entry known = store.entry(failed.groupId(), failed.sequence());
        if (known != null && !known.id().equals(failed)) {
            return null;
        }
        if (unparked.action() == UnparkAction.SKIP) {
            if (known != null && !known.isEarly()) {
                store.end(known);
            }
            return null;
        }
        Entry next =
                new Entry(
                        unparked.next(command), known == null ? null : known.task(), RunState.NEW);
        store.put(next);
        return next;
    }

    private void finish(String stateId, long upTo) {
        for (PendingCommand pending : store.pendingToGroup(stateId)) {
            if (pending.offset() <= upTo && !(pending.command() instanceof Purge)) {
                store.removePending(pending);
            }
        }
    }

    StatusVerdict purged(Purged purged) {
        GroupState before = store.group(purged.groupId());
        if (isVoid(purged.owner())
                || isOld(purged.command())
                || purged.command() <= before.purged()) {
            return new Ignored();
        }
        GroupState after = before.purged(purged.command());
        keep(purged.groupId(), after);
        for (PendingCommand pending : store.pendingToGroup(purged.groupId())) {
            if (pending.command() instanceof Purge && pending.offset() <= purged.command()) {
                store.removePending(pending);
            }
        }
        return new GroupChanged(purged.groupId(), after, null);
    }

    StatusVerdict cleared(Cleared cleared) {
        if (isVoid(cleared.owner())) {
            return new Ignored();
        }
        GroupState before = store.group(Reserved.HISTORY);
        if (cleared.command() > before.command() && !isOld(cleared.command())) {
            keep(Reserved.HISTORY, before.carriedOut(cleared.command()));
            finish(Reserved.HISTORY, cleared.command());
        }
        return new HistoryCleared(cleared);
    }

    private boolean isVoid(OwnerKey owner) {
        return store.ownership().isDead(owner);
    }

    /**
     * Whether the effect of this command has been read before: it has been read itself and waits no
     * more.
     */
    private boolean isOld(long command) {
        return rules.contains(Rule.KEEP_COMMANDS)
                && command < store.tasksPosition()
                && store.pending(command) == null;
    }

    private void keep(String stateId, GroupState state) {
        store.put(stateId, state);
        forget(stateId);
    }

    /** Forgets what is known of a group that no reader can need any more. */
    void forget(String stateId) {
        GroupState state = store.group(stateId);
        GroupState needed =
                rules.contains(Rule.KEEP_COMMANDS) ? state.without(store.tasksPosition()) : state;
        if (!needed.equals(state)) {
            store.put(stateId, needed);
        }
    }
}
