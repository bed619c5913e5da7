package dev.strand.core.fold;

import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.CancelRequested;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.fold.TaskVerdict.Added;
import dev.strand.core.fold.TaskVerdict.AlreadyEnded;
import dev.strand.core.fold.TaskVerdict.Duplicate;
import dev.strand.core.fold.TaskVerdict.Repeated;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.StatusRecord.Unknown;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the two logs of one partition into its state. Total: every record has a verdict.
 * Idempotent: a record folded twice changes nothing the second time. Not thread-safe; its store is
 * its only state.
 */
public final class Fold {
    private final FoldStore store;
    private final Set<Rule> rules;
    private final CommandFold commands;

    /** A fold over this store, by all rules. */
    public Fold(FoldStore store) {
        this(store, Rule.ALL);
    }

    /** A fold that leaves out rules: only for proving that each is needed. */
    public Fold(FoldStore store, Set<Rule> rules) {
        this.store = store;
        this.rules = rules;
        this.commands = new CommandFold(store, rules);
    }

    /**
     * Folds a record of {@code strand.tasks}.
     *
     * @param offset its offset; must not be below one folded before, except for repeats, which are
     *     told apart by it
     * @param recordTime its timestamp: de-duplication is by it, so that every reader agrees
     */
    public TaskVerdict fold(long offset, Instant recordTime, TaskRecord record) {
        if (offset < store.tasksPosition()) {
            return new Repeated();
        }
        TaskVerdict verdict =
                switch (record) {
                    case Submission s -> submit(offset, recordTime, s.task(), 1);
                    case Retry r when !r.isInPlace() ->
                            submit(offset, recordTime, r.task(), r.run());
                    case Command c -> commands.read(offset, recordTime, c);
                };
        store.tasksPosition(offset + 1);
        if (record instanceof Command command) {
            commands.forget(PendingCommands.stateOf(command));
        }
        return verdict;
    }

    /**
     * Notes that everything below this offset of {@code strand.tasks} has been read, records that
     * say nothing included.
     */
    public void skipTo(long nextOffset) {
        if (nextOffset > store.tasksPosition()) {
            store.tasksPosition(nextOffset);
        }
    }

    /** Folds a record of {@code strand.status}. */
    public StatusVerdict fold(StatusRecord record) {
        return switch (record) {
            case Owner o -> ownership(taken(store.ownership().take(o, this::hasEnded)));
            case Fence f -> ownership(store.ownership().fence(f.key()));
            case Fact f -> fact(f);
            case GroupChange g -> commands.changed(g);
            case Purged p -> commands.purged(p);
            case Cleared c -> commands.cleared(c);
            case CancelRequest c -> new CancelRequested(c);
            case Unknown u -> new Ignored();
        };
    }

    private TaskVerdict submit(long offset, Instant recordTime, Task task, int run) {
        Seen seen = store.seen(task.groupId(), task.taskId(), recordTime);
        if (seen != null && seen.run() >= run) {
            return new Duplicate(task.groupId(), task.taskId(), seen);
        }
        store.remember(task.groupId(), task.taskId(), new Seen(run, offset, recordTime));
        Entry early = store.entry(task.groupId(), offset);
        RunId id = RunId.at(task.groupId(), task.taskId(), run, offset);
        Entry entry = early == null ? new Entry(id, task, RunState.NEW) : early.with(task);
        if (!entry.state().status().isTerminal()) {
            store.put(entry);
            return new Added(entry);
        }
        if (commands.isParking(entry.id())) {
            store.put(entry);
        } else {
            store.end(entry);
        }
        return new AlreadyEnded(entry);
    }

    private Ownership taken(Ownership after) {
        return rules.contains(Rule.EVERY_EPOCH) ? after : after.newest(2);
    }

    private StatusVerdict ownership(Ownership after) {
        Ownership before = store.ownership();
        if (!after.equals(before)) {
            store.put(after);
        }
        return new OwnershipRead(before, after);
    }

    private StatusVerdict fact(Fact fact) {
        RunId id = fact.run();
        Entry entry = known(fact);
        boolean isNew = entry == null;
        if (isNew && id.sequence() < store.tasksPosition()) {
            markEnded(fact);
            return new Ignored();
        }
        Entry before = entry == null ? new Entry(id, null, RunState.NEW) : entry;
        if (before.id().run() != id.run()) {
            markEnded(fact);
            return new Refused(fact);
        }
        markEnded(fact);
        Entry marked = before.with(before.state().withEnded(fact));
        boolean isVoid = rules.contains(Rule.FENCE) && store.ownership().isDead(fact.owner());
        if (isVoid || !marked.state().admits(fact)) {
            if (!marked.equals(before)) {
                store.put(marked);
            }
            return new Refused(fact);
        }
        Entry after = marked.with(marked.state().after(fact));
        boolean isKept = commands.park(fact) || after.isEarly();
        if (fact.status().isTerminal() && !isKept) {
            store.end(after);
        } else {
            store.put(after);
        }
        commands.advanced(after.id());
        return new Accepted(fact, before, after);
    }

    private @Nullable Entry known(Fact fact) {
        return store.entry(fact.run().groupId(), fact.run().sequence());
    }

    private void markEnded(Fact fact) {
        if (!fact.status().endsAttempt()) {
            return;
        }
        Ownership before = store.ownership();
        Ownership after = before.without(r -> isEndedBy(r, fact));
        if (!after.equals(before)) {
            store.put(after);
        }
    }

    private boolean isEndedBy(Running running, Fact outcome) {
        boolean isSameToken =
                running.token().equals(outcome.token()) || !rules.contains(Rule.OWN_TOKEN);
        return isSameToken && running.run().equals(outcome.run());
    }

    /** Whether the outcome of an attempt that a closing owner lists has been read already. */
    private boolean hasEnded(Running running) {
        RunId id = running.run();
        Entry entry = store.entry(id.groupId(), id.sequence());
        if (entry == null) {
            return id.sequence() < store.tasksPosition();
        }
        return entry.id().run() > id.run() || entry.state().hasEnded(running.token());
    }
}
