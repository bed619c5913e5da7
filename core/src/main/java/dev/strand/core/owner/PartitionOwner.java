package dev.strand.core.owner;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.Progress;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One process's side of one partition, for the life of the process: assignments come and go, epochs
 * with running handlers outlive them. Every method is one atomic step: it takes what happened and
 * returns what to do. Not thread-safe: the caller holds one lock per partition around each call,
 * and carries out the effects, in order, after releasing it. Methods that say "stream thread" read
 * the store and must be called from the thread that folds.
 */
public final class PartitionOwner {
    private final Claims claims;
    private final Starter starter;
    private final HandOver handOver;
    private final Attempts attempts;
    private final StatusReader reader;
    private final StreamSide stream;
    private final Insight insight;
    private final HistoryKeeper history;
    private final Others others;
    private final Aftermath aftermath;

    /**
     * The owner's side of a partition that is not assigned yet.
     *
     * @param worker the process
     * @param permits shared by all partitions of the process
     * @param hasHandler whether a task type can be run here
     * @param nonces a fresh random text each time
     */
    public PartitionOwner(
            int partition,
            Worker worker,
            OwnerSettings settings,
            PermitPool permits,
            Predicate<String> hasHandler,
            Supplier<String> nonces) {
        this.aftermath = new Aftermath(settings);
        Site site = new Site(partition, worker.name(), settings, permits, hasHandler);
        Lanes lanes = new Lanes(settings.windowTasks());
        Admission admission = new Admission(site);
        this.claims = new Claims(settings, worker, nonces);
        this.starter = new Starter(site, claims, lanes, aftermath, admission);
        this.handOver = new HandOver(site, claims, lanes, starter);
        Settlement settlement = new Settlement(claims, lanes, starter, aftermath.probation());
        this.attempts = new Attempts(site, claims, starter, settlement, handOver);
        this.reader = new StatusReader(claims, lanes, handOver, attempts, aftermath);
        Commands commands = new Commands(settings, claims, lanes, starter);
        this.stream =
                new StreamSide(claims, lanes, starter, commands, reader, aftermath.strangers());
        this.history = new HistoryKeeper(settings, claims);
        GroupReasons reasons =
                new GroupReasons(site, claims, lanes, starter, admission, aftermath.strangers());
        Explainer explainer = new Explainer(site, claims, lanes, reasons);
        this.insight = new Insight(site, claims, lanes, starter, explainer);
        this.others = new Others(worker.name(), claims, starter, attempts, aftermath.strangers());
    }

    /**
     * The partition has been assigned and its store restored: claims it. The queues are read from
     * the store once the claim has been read back. Stream thread.
     */
    public List<Effect> assigned(FoldStore foldStore, GroupQueue groupQueue, Moment now) {
        Turn turn = new Turn(now);
        handOver.closeCurrent(turn);
        handOver.fencedUnseen(foldStore.ownership(), turn);
        stream.open(foldStore, groupQueue);
        claims.assigned(foldStore.ownership(), turn);
        aftermath.assigned(turn);
        return turn.effects();
    }

    /**
     * The partition has been taken away: closes the epoch; what runs goes on. Never blocks. Stream
     * thread. Harmless if it is not assigned.
     */
    public List<Effect> unassigned(Moment now) {
        Turn turn = new Turn(now);
        handOver.closeCurrent(turn);
        claims.unassigned();
        aftermath.unassigned();
        stream.close();
        return turn.effects();
    }

    /** A record of {@code strand.tasks} has been folded. Stream thread. */
    public List<Effect> taskRead(TaskVerdict verdict, Moment now) {
        Turn turn = new Turn(now);
        stream.taskRead(verdict, turn);
        return turn.effects();
    }

    /** A record of {@code strand.status} has been folded. Stream thread. */
    public List<Effect> statusRead(StatusRecord record, StatusVerdict verdict, Moment now) {
        Turn turn = new Turn(now);
        stream.statusRead(record, verdict, turn);
        return turn.effects();
    }

    /**
     * A record of {@code strand.status} read while the partition is not assigned, for the sake of
     * what still runs here. They are to be read on from where the fold stopped.
     */
    public List<Effect> orphanStatusRead(StatusRecord record, Moment now) {
        Turn turn = new Turn(now);
        reader.takeAsOrphan(record, turn);
        return turn.effects();
    }

    /** The end offset of {@code strand.tasks}, looked up after an {@link Effect.AskTasksEnd}. */
    public void tasksEnd(long endOffset) {
        aftermath.probation().tasksEnd(endOffset);
    }

    /**
     * Sends beats, notices a broken lease or a stuck reader, wakes lanes and ends attempts that are
     * due. Any thread.
     */
    public List<Effect> tick(Moment now) {
        Turn turn = new Turn(now);
        handOver.tick(turn);
        if (claims.tick(turn)) {
            aftermath.claimed(turn);
        }
        starter.wakeDue(turn);
        attempts.tick(turn);
        history.tick(turn);
        aftermath.strangers().tick(turn);
        return turn.effects();
    }

    /** A record has been acknowledged by Kafka. Any thread. */
    public List<Effect> acknowledged(Outgoing outgoing, Moment now) {
        Turn turn = new Turn(now);
        attempts.acknowledged(outgoing, turn);
        return turn.effects();
    }

    /**
     * Whether a record that was not acknowledged is still to be sent: what tells of ownership
     * always, facts while their epoch counts.
     */
    public boolean isWanted(Outgoing outgoing) {
        return handOver.isWanted(outgoing);
    }

    /**
     * A record was not acknowledged and will not be sent again. If it is a fact, its epoch is in
     * doubt: it is closed and fences itself. Any thread.
     */
    public List<Effect> gaveUp(Outgoing outgoing, Moment now) {
        Turn turn = new Turn(now);
        handOver.gaveUp(outgoing, turn);
        return turn.effects();
    }

    /**
     * Asked by the thread of an attempt right before it enters the handler.
     *
     * @return effects, and whether it may enter: {@link Attempt} is entered exactly if the answer
     *     says so
     */
    public Entering mayEnter(Attempt attempt, Moment now) {
        Turn turn = new Turn(now);
        boolean isAllowed = attempts.enter(attempt, null, turn);
        return new Entering(isAllowed, turn.effects());
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
        attempts.returned(attempt, result, random, turn);
        return turn.effects();
    }

    /** A running handler tells how far it is. */
    public List<Effect> progressed(Attempt attempt, Progress progress, Moment now) {
        Turn turn = new Turn(now);
        attempts.progressed(attempt, progress, turn);
        return turn.effects();
    }

    /**
     * A permit has been given to a group of this partition, or it was taken out of those that wait
     * for another process.
     */
    public List<Effect> granted(Waiter waiter, Moment now) {
        Turn turn = new Turn(now);
        starter.granted(waiter, turn);
        return turn.effects();
    }

    /** Starts nothing more; what runs may end, and the lease is kept meanwhile. */
    public void drain() {
        starter.drain();
    }

    /** Interrupts what still runs, for good: its runs are started again by the next owner. */
    public List<Effect> abandon(Moment now) {
        Turn turn = new Turn(now);
        claims.retire();
        starter.drain();
        attempts.abandon(turn);
        return turn.effects();
    }

    /** Handlers entered or about to be, and outcomes not acknowledged, over all epochs. */
    public int running() {
        return insight.running();
    }

    /** Whether tasks of this partition may start here now. */
    public boolean isActing(Moment now) {
        return claims.acting(now.nanos()) != null;
    }

    /** What other processes run for this one. */
    public Others others() {
        return others;
    }

    /** For looking into it. */
    public Insight insight() {
        return insight;
    }

    /** Whether the partition is assigned to this process. */
    public boolean isAssigned() {
        return claims.isAssigned();
    }
}
