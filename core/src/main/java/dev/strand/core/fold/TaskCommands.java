package dev.strand.core.fold;

import dev.strand.core.fold.TaskVerdict.NothingToDo;
import dev.strand.core.fold.TaskVerdict.Pending;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.UnparkAction;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the fold that deals with commands to one task: which run they mean, and until when
 * they wait. What carries them out is a fact about that run, not a record of their own.
 */
final class TaskCommands {
    private final FoldStore store;
    private final Set<Rule> rules;

    TaskCommands(FoldStore store, Set<Rule> rules) {
        this.store = store;
        this.rules = rules;
    }

    /** From now on the command waits for its effect. */
    TaskVerdict pending(long offset, Command command, @Nullable RunId target) {
        PendingCommand pending = new PendingCommand(offset, command, target);
        if (rules.contains(Rule.KEEP_COMMANDS)) {
            store.addPending(pending);
        }
        return new Pending(pending);
    }

    TaskVerdict cancel(long offset, Instant recordTime, Cancel cancel) {
        Entry entry = meant(cancel, recordTime);
        boolean isOfTask = entry != null && entry.id().taskId().equals(cancel.taskId());
        RunId target = entry == null || !isOfTask ? null : targetOf(entry, cancel, offset);
        return target == null ? new NothingToDo() : pending(offset, cancel, target);
    }

    private @Nullable Entry meant(Cancel cancel, Instant recordTime) {
        if (cancel.sequence() >= 0) {
            return store.entry(cancel.groupId(), cancel.sequence());
        }
        Seen seen = store.seen(cancel.groupId(), cancel.taskId(), recordTime);
        return seen == null ? null : store.entry(cancel.groupId(), seen.sequence());
    }

    TaskVerdict hasten(long offset, Hasten hasten) {
        return hasten.sequence() >= offset || isOver(hasten)
                ? new NothingToDo()
                : pending(offset, hasten, null);
    }

    /**
     * The run in this place that a cancel means, or null if there is nothing left to cancel. A run
     * that has ended is meant as long as a command before the cancel may run it again in its place.
     */
    private @Nullable RunId targetOf(Entry entry, Cancel cancel, long offset) {
        if (entry.id().origin() >= offset) {
            return null;
        }
        if (!entry.state().status().isTerminal()) {
            return entry.id();
        }
        boolean isParking = entry.id().equals(store.group(cancel.groupId()).parkedBy());
        return isParking && mayBeRetried(entry.id(), offset) ? entry.id() : null;
    }

    private boolean mayBeRetried(RunId run, long before) {
        for (PendingCommand pending : store.pendingToGroup(run.groupId())) {
            if (pending.offset() < before
                    && pending.command() instanceof Unpark u
                    && u.action() == UnparkAction.RETRY
                    && (u.taskId() == null || u.taskId().equals(run.taskId()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the attempt that was not to be waited for has been begun, or never will be. A run
     * that is not there yet may still be made in the place of the one before it.
     */
    private boolean isOver(Hasten hasten) {
        Entry entry = store.entry(hasten.groupId(), hasten.sequence());
        if (entry == null || !entry.id().taskId().equals(hasten.taskId())) {
            return true;
        }
        boolean hasEnded = entry.state().status().isTerminal();
        if (entry.id().run() < hasten.run()) {
            return hasEnded && !entry.id().equals(store.group(hasten.groupId()).parkedBy());
        }
        boolean isBegun = entry.state().attempts() > hasten.attempt();
        return hasEnded || isBegun || entry.id().run() > hasten.run();
    }

    /** A run has gone on: it has ended, or another attempt of it has been heard of. */
    void advanced(RunId run) {
        for (PendingCommand pending : store.pendingToRun(run.groupId(), run.sequence())) {
            if (pending.command() instanceof Hasten || run.equals(pending.target())) {
                settle(pending);
            }
        }
    }

    /** Commands to the group have been carried out, by which this run may have been let go. */
    void settleAll(RunId parkedBy) {
        store.pendingToRun(parkedBy.groupId(), parkedBy.sequence()).forEach(this::settle);
    }

    /** Looks again whether a command to a task has anything left to wait for. */
    private void settle(PendingCommand pending) {
        RunId target = pending.target();
        if (pending.command() instanceof Cancel cancel && target != null) {
            Entry entry = store.entry(target.groupId(), target.sequence());
            RunId meant = entry == null ? null : targetOf(entry, cancel, pending.offset());
            if (meant == null) {
                store.removePending(pending);
            } else if (!meant.equals(target)) {
                store.addPending(new PendingCommand(pending.offset(), cancel, meant));
            }
        } else if (pending.command() instanceof Hasten hasten && isOver(hasten)) {
            store.removePending(pending);
        }
    }
}
