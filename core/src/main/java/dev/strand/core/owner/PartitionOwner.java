package dev.strand.core.owner;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.CancelRequested;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.fold.TaskVerdict.Added;
import dev.strand.core.fold.TaskVerdict.Pending;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process's side of one partition, for the life of the process: assignments come and go, epochs
 * with running handlers outlive them. Every method is one atomic step: it takes what happened and
 * returns what to do. Not thread-safe: the caller holds one lock per partition around each call,
 * and carries out the effects, in order, after releasing it. Methods that say "stream thread" read
 * the store and must be called from the thread that folds.
 */
public final class PartitionOwner {
    private final OwnerSettings settings;
    private final PermitPool permits;
    private final Claims claims;
    private final Lanes lanes;
    private final Commands commands;
    private final Outcomes outcomes;
    private final Timers timers = new Timers();
    private final Probation probation = new Probation();
    private @Nullable FoldStore store;
    private @Nullable GroupQueue queue;

    /**
     * The owner's side of a partition that is not assigned yet.
     *
     * @param worker names the process, for people
     * @param permits shared by all partitions of the process
     * @param hasHandler whether a task type can be run here
     * @param nonces a fresh random text each time
     */
    public PartitionOwner(
            int partition,
            String worker,
            OwnerSettings settings,
            PermitPool permits,
            Predicate<String> hasHandler,
            Supplier<String> nonces) {
        this.settings = settings;
        this.permits = permits;
        this.outcomes = new Outcomes(worker);
        this.claims = new Claims(settings, worker, nonces);
        this.lanes =
                new Lanes(
                        partition,
                        settings,
                        claims,
                        permits,
                        hasHandler,
                        outcomes,
                        timers,
                        probation);
        this.commands = new Commands(settings, claims, lanes);
    }

    /**
     * The partition has been assigned and its store restored: loads the lanes and claims. Stream
     * thread.
     */
    public List<Effect> assigned(FoldStore foldStore, GroupQueue groupQueue, Moment now) {
        Turn turn = new Turn(now);
        store = foldStore;
        queue = groupQueue;
        lanes.clear();
        probation.forget();
        groupQueue.forEachGroup(
                settings.windowTasks(),
                first ->
                        lanes.load(
                                first,
                                foldStore.group(first.getFirst().id().groupId()).paused(),
                                now.wall()));
        commands.restart(foldStore.pending());
        claims.assigned(foldStore.ownership(), turn);
        return turn.effects();
    }

    /**
     * The partition has been taken away: closes the epoch; what runs goes on. Never blocks. Stream
     * thread.
     */
    public List<Effect> unassigned(Moment now) {
        Turn turn = new Turn(now);
        closeCurrent(turn);
        claims.unassigned();
        lanes.clear();
        commands.clear();
        store = null;
        queue = null;
        return turn.effects();
    }

    /** A record of {@code strand.tasks} has been folded. Stream thread. */
    public List<Effect> taskRead(TaskVerdict verdict, Moment now) {
        Turn turn = new Turn(now);
        FoldStore folded = store;
        if (folded != null && verdict instanceof Added added) {
            String groupId = added.entry().id().groupId();
            boolean isNewLane = lanes.find(groupId) == null;
            lanes.add(added.entry(), isNewLane && folded.group(groupId).paused(), turn);
        } else if (folded != null && verdict instanceof Pending pending) {
            commands.take(pending.command());
            commands.run(folded, turn);
        }
        return turn.effects();
    }

    /** A record of {@code strand.status} has been folded. Stream thread. */
    public List<Effect> statusRead(StatusRecord record, StatusVerdict verdict, Moment now) {
        Turn turn = new Turn(now);
        FoldStore folded = store;
        if (folded == null) {
            return turn.effects();
        }
        Ownership before = claims.ownership();
        claims.ownership(folded.ownership());
        OwnerKey author = authorOf(record);
        if (author != null) {
            claims.heard(author, now.nanos());
        }
        switch (verdict) {
            case OwnershipRead o -> ownershipRead(record, o, folded, turn);
            case Accepted a -> accepted(a, turn);
            case Refused r -> lanes.tryStart(r.fact().run().groupId(), turn);
            case GroupChanged g -> lanes.paused(g.groupId(), g.after().paused(), turn);
            case CancelRequested c -> cancelRequested(c.request(), turn);
            case Ignored i -> {}
        }
        if (!(verdict instanceof OwnershipRead) && !before.equals(claims.ownership())) {
            lanes.startAll(turn);
        }
        commands.run(folded, turn);
        if (record instanceof Fact fact && queue != null) {
            lanes.refill(fact.run().groupId(), queue, turn);
        }
        return turn.effects();
    }

    /**
     * A record of {@code strand.status} read while the partition is not assigned, for the sake of
     * what still runs here.
     */
    public List<Effect> orphanStatusRead(StatusRecord record, Moment now) {
        Turn turn = new Turn(now);
        switch (record) {
            case Fence f -> fenced(f.key(), turn);
            case CancelRequest c -> cancelRequested(c, turn);
            case Fact f when f.status().isTerminal() -> overtaken(f, turn);
            case Fact f -> {}
            case Owner o -> claims.read(o, turn);
            case GroupChange g -> {}
            case StatusRecord.Unknown u -> {}
        }
        return turn.effects();
    }

    private static @Nullable OwnerKey authorOf(StatusRecord record) {
        return switch (record) {
            case Owner o -> o.key();
            case Fact f -> f.owner();
            case GroupChange g -> g.owner();
            case Fence f -> null;
            case CancelRequest c -> null;
            case StatusRecord.Unknown u -> null;
        };
    }

    private void ownershipRead(
            StatusRecord record, OwnershipRead verdict, FoldStore folded, Turn turn) {
        boolean wasActing = claims.acting(turn.nanos()) != null;
        if (record instanceof Owner owner) {
            claims.read(owner, turn);
        } else if (record instanceof Fence fence) {
            claims.seen(fence.key().epoch());
            startProbation(verdict.before().holder(fence.key()), turn);
            fenced(fence.key(), turn);
        }
        if (claims.isOvertaken()) {
            closeCurrent(turn);
        }
        boolean isActing = claims.acting(turn.nanos()) != null;
        if (isActing && !wasActing) {
            commands.restart(folded.pending());
            commands.run(folded, turn);
        }
        if (isActing && (!wasActing || !verdict.before().equals(verdict.after()))) {
            lanes.startAll(turn);
        }
    }

    private void startProbation(@Nullable Holder dead, Turn turn) {
        if (dead == null) {
            return;
        }
        if (dead.closed()) {
            dead.running().forEach(r -> probation.group(r.run().groupId()));
        } else {
            probation.everyGroup();
            turn.askTasksEnd();
        }
    }

    /** The end offset of {@code strand.tasks}, looked up after an {@link Effect.AskTasksEnd}. */
    public void tasksEnd(long endOffset) {
        probation.tasksEnd(endOffset);
    }

    private void fenced(OwnerKey key, Turn turn) {
        Epoch own = claims.own(key);
        if (own != null) {
            own.fenced();
            breakOff(own, turn);
        }
    }

    private void accepted(Accepted verdict, Turn turn) {
        Epoch current = claims.current();
        boolean isOwn = current != null && current.key().equals(verdict.fact().owner());
        if (verdict.fact().status().isTerminal()) {
            overtaken(verdict.fact(), turn);
        }
        lanes.read(verdict.after(), isOwn, turn);
        RunId id = verdict.after().id();
        if (!isOwn) {
            lanes.tryStart(id.groupId(), turn);
        }
    }

    /** Handlers of a run that somebody else has ended: their outcome no longer counts. */
    private void overtaken(Fact ended, Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            Attempt attempt = epoch.attempt(ended.run().groupId());
            if (attempt != null
                    && attempt.run().equals(ended.run())
                    && !attempt.isWrittenIn(ended)
                    && attempt.phase == Attempt.Phase.ENTERED) {
                attempt.isVoid = true;
                turn.interrupt(attempt);
            }
        }
    }

    private void cancelRequested(CancelRequest request, Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            Attempt attempt = epoch.attempt(request.run().groupId());
            if (attempt != null && attempt.run().equals(request.run())) {
                attempt.cancelRequested = true;
                if (attempt.phase == Attempt.Phase.ENTERED) {
                    turn.interrupt(attempt);
                }
            }
        }
    }

    /**
     * Sends beats, notices a broken lease or a stuck reader, wakes lanes and ends attempts that are
     * due. Any thread.
     */
    public List<Effect> tick(Moment now) {
        Turn turn = new Turn(now);
        for (Epoch epoch : claims.ownEpochs()) {
            if (epoch.breaksNow(now.nanos())) {
                breakOff(epoch, turn);
            }
        }
        Epoch current = claims.current();
        if (current != null && !current.isClosed() && current.isReaderStuck(now.nanos())) {
            closeCurrent(turn);
        }
        claims.tick(turn);
        timers.dueGroups(now.wall()).forEach(group -> lanes.tryStart(group, turn));
        timers.lasting(now.nanos(), settings.startedAfter().toNanos())
                .forEach(a -> announce(a, turn));
        timers.overdue(now.nanos())
                .forEach(attempt -> {
                    attempt.timedOut = true;
                    turn.interrupt(attempt);
                });
        return turn.effects();
    }

    private void announce(Attempt attempt, Turn turn) {
        if (!attempt.announced && !attempt.isVoid) {
            attempt.announced = true;
            turn.append(attempt.owner(), outcomes.started(attempt, turn.wall()), attempt);
        }
    }

    /** A record has been acknowledged by Kafka. Any thread. */
    public List<Effect> acknowledged(Outgoing outgoing, Moment now) {
        Turn turn = new Turn(now);
        Epoch epoch = claims.own(outgoing.epoch());
        if (epoch != null) {
            extend(epoch, outgoing, turn);
            if (outgoing.record() instanceof Fact fact) {
                factAcknowledged(epoch, fact, outgoing.attempt(), turn);
            }
        }
        return turn.effects();
    }

    /**
     * Whether a record that was not acknowledged is still to be sent: ownership always, facts while
     * their epoch counts.
     */
    public boolean isWanted(Outgoing outgoing) {
        Epoch epoch = claims.own(outgoing.epoch());
        return outgoing.record() instanceof Owner || (epoch != null && !epoch.isBroken());
    }

    /**
     * A record was not acknowledged and will not be sent again: its epoch is in doubt and closes.
     * Any thread.
     */
    public List<Effect> gaveUp(Outgoing outgoing, Moment now) {
        Turn turn = new Turn(now);
        Epoch epoch = claims.own(outgoing.epoch());
        if (epoch != null) {
            close(epoch, turn);
            Attempt attempt = outgoing.attempt();
            if (attempt != null && attempt.phase == Attempt.Phase.REPORTING) {
                epoch.remove(attempt);
                beatIfClosed(epoch, turn);
            }
        }
        return turn.effects();
    }

    private void extend(Epoch epoch, Outgoing outgoing, Turn turn) {
        if (outgoing.record() instanceof Owner owner && owner.number() == 0) {
            epoch.lease().start(outgoing.decidedNanos());
        } else {
            epoch.lease().acknowledged(outgoing.decidedNanos());
        }
        if (epoch.breaksNow(turn.nanos())) {
            breakOff(epoch, turn);
        }
    }

    private void factAcknowledged(Epoch epoch, Fact fact, @Nullable Attempt attempt, Turn turn) {
        if (attempt == null) {
            lanes.acknowledged(fact, turn);
        } else if (fact.status().endsAttempt()) {
            epoch.remove(attempt);
            beatIfClosed(epoch, turn);
            lanes.acknowledged(attempt, fact, turn);
        } else {
            lanes.announced(attempt, epoch, turn);
        }
    }

    private void beatIfClosed(Epoch epoch, Turn turn) {
        if (epoch.isClosed()) {
            claims.beat(epoch, turn);
        }
    }

    /**
     * Asked by the thread of an attempt right before it enters the handler.
     *
     * @return effects, and whether it may enter: {@link Attempt} is entered exactly if the answer
     *     says so
     */
    public Entering mayEnter(Attempt attempt, Moment now) {
        Turn turn = new Turn(now);
        Epoch epoch = claims.own(attempt.owner());
        if (epoch == null || attempt.phase != Attempt.Phase.DECIDED) {
            return new Entering(false, turn.effects());
        }
        if (epoch.isClosed() || !epoch.lease().isValid(now.nanos())) {
            lanes.withdraw(attempt, epoch, turn);
            return new Entering(false, turn.effects());
        }
        attempt.phase = Attempt.Phase.ENTERED;
        attempt.enteredNanos = now.nanos();
        attempt.enteredAt = now.wall();
        timers.entered(attempt);
        return new Entering(true, turn.effects());
    }

    /** The answer to {@link #mayEnter}. */
    public record Entering(boolean isAllowed, List<Effect> effects) {}

    /**
     * The handler of an attempt has returned. The outcome is decided here, once.
     *
     * @param random evenly distributed in [0, 1), for the jitter
     */
    public List<Effect> returned(Attempt attempt, AttemptResult result, double random, Moment now) {
        Turn turn = new Turn(now);
        timers.returned(attempt);
        turn.release(permits, attempt.task().type());
        Epoch epoch = claims.own(attempt.owner());
        if (epoch == null) {
            attempt.phase = Attempt.Phase.OVER;
            return turn.effects();
        }
        if (epoch.breaksNow(now.nanos())) {
            breakOff(epoch, turn);
        }
        if (attempt.isVoid || epoch.isBroken()) {
            epoch.remove(attempt);
            beatIfClosed(epoch, turn);
            lanes.abandoned(attempt, turn);
        } else {
            attempt.phase = Attempt.Phase.REPORTING;
            turn.append(
                    attempt.owner(),
                    outcomes.outcome(attempt, result, random, now.wall()),
                    attempt);
        }
        return turn.effects();
    }

    /** A running handler tells how far it is. */
    public List<Effect> progressed(Attempt attempt, Progress progress, Moment now) {
        Turn turn = new Turn(now);
        if (attempt.phase == Attempt.Phase.ENTERED && !attempt.isVoid) {
            attempt.announced = true;
            turn.append(
                    attempt.owner(), outcomes.progressed(attempt, progress, now.wall()), attempt);
        }
        return turn.effects();
    }

    /** A permit has been given to a group of this partition. */
    public List<Effect> granted(Waiter waiter, Moment now) {
        Turn turn = new Turn(now);
        lanes.granted(waiter, turn);
        return turn.effects();
    }

    /** Starts nothing more; what runs may end, and the lease is kept meanwhile. */
    public void drain() {
        lanes.drain();
    }

    /** Interrupts what still runs, for good: its runs are started again by the next owner. */
    public List<Effect> abandon(Moment now) {
        Turn turn = new Turn(now);
        claims.retire();
        lanes.drain();
        for (Epoch epoch : claims.ownEpochs()) {
            for (Attempt attempt : epoch.attempts()) {
                if (attempt.phase == Attempt.Phase.ENTERED) {
                    attempt.isVoid = true;
                    turn.interrupt(attempt);
                }
            }
        }
        return turn.effects();
    }

    /** Handlers entered or outcomes not acknowledged, over all epochs of this process. */
    public int running() {
        return claims.ownEpochs().stream().mapToInt(e -> e.attempts().size()).sum();
    }

    /** Whether tasks of this partition may start here now. */
    public boolean isActing(Moment now) {
        return claims.acting(now.nanos()) != null;
    }

    /** Whether the partition is assigned to this process. */
    public boolean isAssigned() {
        return claims.isAssigned();
    }

    private void breakOff(Epoch epoch, Turn turn) {
        for (Attempt attempt : epoch.attempts()) {
            attempt.isVoid = true;
            if (attempt.phase == Attempt.Phase.ENTERED) {
                turn.interrupt(attempt);
            }
        }
        close(epoch, turn);
    }

    private void closeCurrent(Turn turn) {
        Epoch current = claims.current();
        if (current != null) {
            close(current, turn);
        }
    }

    private void close(Epoch epoch, Turn turn) {
        if (epoch.isClosed()) {
            return;
        }
        for (Attempt attempt : epoch.attempts()) {
            if (!attempt.isRunning()) {
                lanes.withdraw(attempt, epoch, turn);
            }
        }
        lanes.detach(turn);
        claims.close(epoch, turn);
    }
}
