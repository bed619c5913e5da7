package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The live groups of an assigned partition, and the decision to start the head of one. */
final class Lanes {
    private final int partition;
    private final OwnerSettings settings;
    private final Claims claims;
    private final PermitPool permits;
    private final Predicate<String> hasHandler;
    private final Outcomes outcomes;
    private final Timers timers;
    private final Probation probation;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** Runs that must not start because a cancel of them waits, loaded into a window or not. */
    private final Set<Long> cancelPending = new HashSet<>();

    /** Runs that a fact without an attempt is ending, loaded into a window or not. */
    private final Set<Long> ending = new HashSet<>();

    private boolean isDraining;

    @SuppressWarnings("TooManyParameters")
    Lanes(
            int partition,
            OwnerSettings settings,
            Claims claims,
            PermitPool permits,
            Predicate<String> hasHandler,
            Outcomes outcomes,
            Timers timers,
            Probation probation) {
        this.partition = partition;
        this.settings = settings;
        this.claims = claims;
        this.permits = permits;
        this.hasHandler = hasHandler;
        this.outcomes = outcomes;
        this.timers = timers;
        this.probation = probation;
    }

    void drain() {
        isDraining = true;
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    @Nullable Lane find(String groupId) {
        return lanes.get(groupId);
    }

    /** Takes the first runs of a group from the store. */
    void load(List<Entry> first, boolean isPaused, Instant now) {
        Lane lane = lane(first.getFirst().id().groupId(), isPaused);
        first.forEach(entry -> lane.load(queued(entry), now));
        lane.hasMore(first.size() >= settings.windowTasks());
    }

    /** Takes a run that has just been submitted. */
    void add(Entry entry, boolean isPaused, Turn turn) {
        Lane lane = lane(entry.id().groupId(), isPaused);
        Queued queued = queued(entry);
        if (!lane.offer(queued, settings.windowTasks(), turn.wall())) {
            return;
        }
        if (queued.isScheduled(turn.wall())) {
            timers.wake(wakeTime(queued), lane.groupId());
        }
        tryStart(lane, turn);
    }

    private static Instant wakeTime(Queued queued) {
        Instant due = queued.due();
        return due == null ? Instant.EPOCH : due;
    }

    private Lane lane(String groupId, boolean isPaused) {
        Lane lane = lanes.get(groupId);
        if (lane == null) {
            lane = new Lane(groupId);
            lane.isPaused = isPaused;
            lanes.put(groupId, lane);
        }
        return lane;
    }

    private Queued queued(Entry entry) {
        Queued queued = new Queued(entry);
        queued.isCancelPending = cancelPending.contains(entry.id().sequence());
        queued.isEnding = ending.contains(entry.id().sequence());
        return queued;
    }

    /** Reads on from the store where the window has run low. Stream thread only. */
    void refill(String groupId, GroupQueue queue, Turn turn) {
        Lane lane = lanes.get(groupId);
        if (lane == null || !lane.wantsRefill(settings.windowTasks())) {
            return;
        }
        int room = lane.room(settings.windowTasks());
        List<Entry> next = queue.read(groupId, lane.nextToLoad(), room);
        for (Entry entry : next) {
            Queued queued = queued(entry);
            lane.load(queued, turn.wall());
            if (queued.isScheduled(turn.wall())) {
                timers.wake(wakeTime(queued), groupId);
            }
        }
        lane.hasMore(next.size() >= room);
        tryStart(lane, turn);
    }

    void startAll(Turn turn) {
        for (Lane lane : List.copyOf(lanes.values())) {
            tryStart(lane, turn);
        }
    }

    void tryStart(String groupId, Turn turn) {
        Lane lane = lanes.get(groupId);
        if (lane != null) {
            tryStart(lane, turn);
        }
    }

    /** Starts the head of a lane if every rule allows it now. */
    void tryStart(Lane lane, Turn turn) {
        lane.wake(turn.wall());
        Queued head = startable(lane, turn);
        if (head != null && lane.waiter == null) {
            Waiter waiter =
                    new Waiter(
                            partition,
                            lane.groupId(),
                            head.task().type(),
                            lane.priority(),
                            turn.nanos());
            if (permits.acquireOrWait(waiter)) {
                begin(lane, head, turn);
            } else {
                lane.waiter = waiter;
            }
        } else if (lane.isEmpty()) {
            lanes.remove(lane.groupId());
        }
    }

    /** The lane has been given the permit it waited for. */
    void granted(Waiter waiter, Turn turn) {
        Lane lane = lanes.get(waiter.groupId());
        if (lane == null || !waiter.equals(lane.waiter)) {
            turn.release(permits, waiter.type());
            return;
        }
        lane.waiter = null;
        lane.wake(turn.wall());
        Queued head = startable(lane, turn);
        if (head != null && head.task().type().equals(waiter.type())) {
            begin(lane, head, turn);
        } else {
            turn.release(permits, waiter.type());
            tryStart(lane, turn);
        }
    }

    /**
     * The head of the lane if it may start, leaving permits aside; a head that can only end is
     * ended.
     */
    private @Nullable Queued startable(Lane lane, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        Queued head = lane.head();
        if (epoch == null || head == null || lane.attempt != null || !mayStartIn(lane, epoch)) {
            return null;
        }
        if (head.isEnding || head.isCancelPending) {
            return null;
        }
        if (!head.isDue(turn.wall())) {
            timers.wake(wakeTime(head), lane.groupId());
            return null;
        }
        if (head.isExpired(turn.wall())) {
            end(head, epoch, FactStatus.EXPIRED, 0, turn);
            return null;
        }
        if (head.isExhausted()) {
            end(head, epoch, FactStatus.FAILED, head.attempts(), turn);
            return null;
        }
        return hasHandler.test(head.task().type()) ? head : null;
    }

    private boolean mayStartIn(Lane lane, Epoch epoch) {
        return !isDraining
                && !lane.isPaused
                && epoch.attempt(lane.groupId()) == null
                && claims.isReleased(lane.groupId(), epoch);
    }

    private void begin(Lane lane, Queued head, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (epoch == null) {
            turn.release(permits, head.task().type());
            return;
        }
        Attempt attempt = new Attempt(head.id(), head.task(), epoch.key(), head.attempts() + 1);
        lane.attempt = attempt;
        epoch.add(attempt);
        boolean onProbation = !lane.isProven && probation.covers(head);
        if (onProbation && settings.keeps(dev.strand.core.fold.Rule.PROBATION)) {
            attempt.phase = Attempt.Phase.PROBING;
            attempt.announced = true;
            head.attemptMade(attempt.number());
            turn.append(epoch.key(), outcomes.started(attempt, turn.wall()), attempt);
        } else {
            turn.run(attempt);
        }
    }

    /**
     * The announcement of an attempt in probation is durable: it may be made, if everything still
     * allows it.
     */
    void announced(Attempt attempt, Epoch epoch, Turn turn) {
        Lane lane = lanes.get(attempt.run().groupId());
        if (attempt.phase != Attempt.Phase.PROBING || lane == null || lane.attempt != attempt) {
            return;
        }
        Queued head = lane.head();
        boolean isStillHead =
                head != null && head.id().equals(attempt.run()) && !head.isCancelPending;
        if (isStillHead && !lane.isPaused && !isDraining && claims.acting(turn.nanos()) == epoch) {
            attempt.phase = Attempt.Phase.DECIDED;
            turn.run(attempt);
        } else {
            withdraw(attempt, epoch, turn);
            tryStart(lane, turn);
        }
    }

    /** An attempt that has not entered its handler is not made. */
    void withdraw(Attempt attempt, Epoch epoch, Turn turn) {
        epoch.remove(attempt);
        free(attempt);
        turn.release(permits, attempt.task().type());
    }

    private void free(Attempt attempt) {
        Lane lane = lanes.get(attempt.run().groupId());
        if (lane != null && lane.attempt == attempt) {
            lane.attempt = null;
        }
    }

    /** Ends a run without an attempt. */
    void end(Queued queued, Epoch epoch, FactStatus status, int attempt, Turn turn) {
        queued.isEnding = true;
        ending.add(queued.id().sequence());
        turn.append(
                epoch.key(),
                outcomes.ended(queued, epoch.key(), status, attempt, turn.wall()),
                null);
    }

    /** An outcome is durable: the lane goes on. */
    void acknowledged(Attempt attempt, Fact outcome, Turn turn) {
        Lane lane = lanes.get(attempt.run().groupId());
        if (lane == null || lane.attempt != attempt) {
            return;
        }
        lane.attempt = null;
        lane.isProven = true;
        probation.passed(lane.groupId());
        settle(lane, outcome, turn);
    }

    /** An attempt returned whose outcome does not count. */
    void abandoned(Attempt attempt, Turn turn) {
        Lane lane = lanes.get(attempt.run().groupId());
        if (lane != null && lane.attempt == attempt) {
            lane.attempt = null;
            lane.remove(attempt.run().sequence());
            tryStart(lane, turn);
        }
    }

    /** A fact that ended a run without an attempt is durable. */
    void acknowledged(Fact ended, Turn turn) {
        Lane lane = lanes.get(ended.run().groupId());
        if (lane != null) {
            settle(lane, ended, turn);
        }
    }

    private void settle(Lane lane, Fact fact, Turn turn) {
        Queued queued = lane.find(fact.run().sequence());
        if (queued != null && queued.id().equals(fact.run())) {
            if (fact.status().isTerminal()) {
                lane.remove(fact.run().sequence());
            } else {
                queued.attemptMade(fact.attempt());
                queued.retryAt(fact.details().nextAttemptAt());
                endIfCancelled(lane, queued, turn);
            }
        }
        tryStart(lane, turn);
    }

    private void endIfCancelled(Lane lane, Queued queued, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (queued.isCancelPending && !queued.isEnding && epoch != null && lane.attempt == null) {
            end(queued, epoch, FactStatus.CANCELLED, 0, turn);
        }
    }

    /**
     * A fact that holds has been read; {@code isOwn} if the current epoch wrote it, which then
     * knows all that it says.
     */
    void read(Entry after, boolean isOwn, Turn turn) {
        long sequence = after.id().sequence();
        boolean isTerminal = after.state().status().isTerminal();
        if (isTerminal) {
            ending.remove(sequence);
            cancelPending.remove(sequence);
        }
        Lane lane = lanes.get(after.id().groupId());
        if (lane == null || isOwn) {
            return;
        }
        Queued queued = lane.find(sequence);
        boolean isRunningHere = lane.attempt != null && lane.attempt.run().sequence() == sequence;
        if (queued != null && !isRunningHere) {
            if (isTerminal) {
                lane.remove(sequence);
            } else {
                queued.take(after.state());
            }
        }
        tryStart(lane, turn);
    }

    /** From now on this run must not start: a cancel of it waits. */
    void cancelPending(String groupId, long sequence) {
        cancelPending.add(sequence);
        Lane lane = lanes.get(groupId);
        Queued queued = lane == null ? null : lane.find(sequence);
        if (queued != null) {
            queued.isCancelPending = true;
        }
    }

    boolean isEnding(long sequence) {
        return ending.contains(sequence);
    }

    void paused(String groupId, boolean isPaused, Turn turn) {
        Lane lane = lanes.get(groupId);
        if (lane != null) {
            lane.isPaused = isPaused;
            tryStart(lane, turn);
        }
    }

    /** Nothing of the current epoch can start any more: lanes let go of what it was doing. */
    void detach(Turn turn) {
        ending.clear();
        for (Lane lane : lanes.values()) {
            lane.attempt = null;
            lane.isProven = false;
            lane.forgetEndings();
            if (lane.waiter != null) {
                permits.withdraw(lane.waiter);
                lane.waiter = null;
            }
        }
    }

    void clear() {
        lanes.clear();
        cancelPending.clear();
        ending.clear();
    }
}
