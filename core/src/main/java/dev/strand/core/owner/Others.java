package dev.strand.core.owner;

import dev.strand.core.owner.PartitionOwner.Entering;
import java.util.List;

/**
 * What other processes run for the owner of a partition: attempts that are {@link
 * Attempt#isElsewhere}, and what they still run for owners that are gone. The owner decides all the
 * same; they only call the handlers. Not thread-safe: the caller holds the partition's lock around
 * each call, as with {@link PartitionOwner}.
 */
public final class Others {
    private final String self;
    private final Claims claims;
    private final Starter starter;
    private final Attempts attempts;
    private final Strangers strangers;

    Others(String self, Claims claims, Starter starter, Attempts attempts, Strangers strangers) {
        this.self = self;
        this.claims = claims;
        this.starter = starter;
        this.attempts = attempts;
        this.strangers = strangers;
    }

    /**
     * Asked right before another process is told to enter the handler: from a positive answer on
     * that process may be inside, until {@link PartitionOwner#returned} or {@link #notEntered}.
     *
     * @param worker names that process, for people
     */
    public Entering mayEnter(Attempt attempt, String worker, Moment now) {
        Turn turn = new Turn(now);
        boolean isAllowed = attempts.enter(attempt, worker, turn);
        return new Entering(isAllowed, turn.effects());
    }

    /**
     * Another process has not entered the handler of this attempt, and never will. Harmless if the
     * attempt is over.
     *
     * @param isRefused whether it has said so itself: the reason may be that it still runs another
     *     one of the group
     */
    public List<Effect> notEntered(Attempt attempt, boolean isRefused, Moment now) {
        Turn turn = new Turn(now);
        if (isRefused) {
            strangers.group(attempt.run().groupId(), turn);
        }
        attempts.notEntered(attempt, turn);
        return turn.effects();
    }

    /**
     * The process that ran an attempt has been silent for so long that its handler was interrupted
     * and has had time to return. That it has can't be known: the process is asked, before anything
     * of the group starts, if it can be.
     *
     * @param random evenly distributed in [0, 1), for the jitter
     */
    public List<Effect> lost(Attempt attempt, AttemptResult result, double random, Moment now) {
        Turn turn = new Turn(now);
        strangers.group(attempt.run().groupId(), turn);
        attempts.returned(attempt, result, random, turn);
        return turn.effects();
    }

    /**
     * For how long from now the epoch of an attempt certainly protects its group, in nanoseconds; 0
     * if it does not.
     */
    public long protectedForNanos(Attempt attempt, Moment now) {
        Epoch epoch = claims.own(attempt.owner());
        return epoch == null || epoch.isVoid() ? 0 : epoch.lease().leftNanos(now.nanos());
    }

    /** The ownership that is open, or was last: 0 if there was none. */
    public long epoch() {
        Epoch current = claims.current();
        return current == null ? 0 : current.key().epoch();
    }

    /**
     * What this process itself still runs for own epochs before this one that have lost their lease
     * or were fenced: another owner that asks is to wait for it. Of those that have closed in good
     * order the log says what they still run; what others run for it, these say themselves.
     */
    public List<Inside> insideHere(long epoch, Moment now) {
        return claims.ownEpochs().stream()
                .filter(own -> own.key().epoch() < epoch)
                .filter(own -> own.isVoid() || own.lease().isBroken(now.nanos()))
                .flatMap(own -> own.attempts().stream())
                .filter(a -> a.phase == Attempt.Phase.ENTERED && !a.isElsewhere)
                .map(a -> a.inside(self))
                .toList();
    }

    /**
     * The answer to an {@link Effect.AskInside}: groups of which something still runs elsewhere
     * wait until it is told that it is over, or nothing has been heard of it for long.
     */
    public List<Effect> insideElsewhere(long question, Answers answers, Moment now) {
        Turn turn = new Turn(now);
        strangers.told(question, answers, turn);
        starter.startAll(turn);
        return turn.effects();
    }
}
