package dev.strand.core.owner;

import dev.strand.core.log.FencingToken;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Task;
import dev.strand.core.log.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one run, from the decision to make it until its outcome is acknowledged. Guarded
 * by the partition's lock.
 */
public final class Attempt {
    enum Phase {
        /** Its announcement has not been acknowledged yet. */
        PROBING,
        /** It may enter its handler. */
        DECIDED,
        /** Its handler runs. */
        ENTERED,
        /** Its handler has returned; its outcome has not been acknowledged. */
        REPORTING,
        /** Over, or never entered. */
        OVER
    }

    private final RunId run;
    private final Task task;
    private final OwnerKey owner;
    private final int number;
    private final FencingToken fencingToken;
    Phase phase = Phase.DECIDED;
    long enteredNanos;
    @Nullable Instant enteredAt;
    @Nullable Instant interruptedAt;
    boolean announced;
    boolean cancelRequested;
    boolean timedOut;

    /** Its outcome no longer counts: somebody else ended the run, or the epoch is broken. */
    boolean isVoid;

    /** Whether another process has to run it, because this one has no handler. */
    boolean isElsewhere;

    /** The process that runs it, for people; null for the one that owns the partition. */
    @Nullable String worker;

    Attempt(RunId run, Task task, OwnerKey owner, int number, long start) {
        this.run = run;
        this.task = task;
        this.owner = owner;
        this.number = number;
        this.fencingToken = new FencingToken(owner.epoch(), start);
    }

    /**
     * An attempt that another process has decided on and has this one make: here there is no owner
     * that knows of it.
     */
    public static Attempt ofAnother(Order order) {
        return new Attempt(order.run(), order.task(), order.owner(), order.number(), order.start());
    }

    /** What another process has to know to make it. */
    public Order order() {
        return new Order(run, task, owner, number, fencingToken.start());
    }

    /** Whether another process has to run it, because this one has no handler. */
    public boolean isElsewhere() {
        return isElsewhere;
    }

    /** The run that this is an attempt of. */
    public RunId run() {
        return run;
    }

    /** What to run. */
    public Task task() {
        return task;
    }

    /** Number of the attempt, from 1. */
    public int number() {
        return number;
    }

    /** The ownership under which it was started. */
    public OwnerKey owner() {
        return owner;
    }

    /** Grows with every start in the group, and never repeats. */
    public FencingToken fencingToken() {
        return fencingToken;
    }

    /** Names the attempt among those of its run. */
    public Token token() {
        return new Token(owner.epoch(), number);
    }

    /**
     * Whether somebody asked for its cancellation. May be read without the lock, and is then a
     * hint.
     */
    public boolean isCancelRequested() {
        return cancelRequested;
    }

    /** Whether the time it was given is over. May be read without the lock, and is then a hint. */
    public boolean isTimedOut() {
        return timedOut;
    }

    /** Somebody asked for its cancellation, as the process that decided on it has told. */
    public void cancelIsRequested() {
        cancelRequested = true;
    }

    /** Its time is over, as the process that decided on it has told. */
    public void timeIsOver() {
        timedOut = true;
    }

    Running listed() {
        return new Running(run, token());
    }

    /** What is to be said of it where it goes on for an owner that is gone. */
    Inside inside(String processor) {
        return new Inside(run.groupId(), run.taskId(), owner.epoch(), processor);
    }

    /** Whether this attempt wrote the fact. */
    boolean isWrittenIn(Fact fact) {
        return owner.equals(fact.owner()) && number == fact.attempt();
    }

    boolean isRunning() {
        return phase == Phase.ENTERED || phase == Phase.REPORTING;
    }
}
