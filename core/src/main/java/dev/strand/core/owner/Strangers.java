package dev.strand.core.owner;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handlers that other processes still run although nobody waits for them any more. An owner that
 * dies takes its own handlers with it, but not those that it had run elsewhere; and a process that
 * was out of reach may have been taken for dead too early. Such handlers are interrupted, and may
 * take their time or ignore it. Only the processes that run them can tell, so they are asked, and
 * what may be concerned waits for the answer: of each of them, or until the time that interrupted
 * handlers have has passed once more. What has been said is believed for longer: until the process
 * is as silent as an owner must be to be taken for dead. An owner before may have known of some: so
 * they are asked with every claim, too.
 */
final class Strangers {
    private static final long ASK_AGAIN_NANOS = 500_000_000;
    private static final long GAP_NANOS = 50_000_000;
    private static final long NEVER_ANSWERED_NANOS = 10_000_000_000L;

    /** What a process has said last, and when. */
    private record Said(List<Inside> inside, long nanos) {}

    private final long patienceNanos;
    private final long beliefNanos;
    private final Map<String, Said> said = new HashMap<>();

    /** By group, what of it is still running. */
    private final Map<String, Inside> inside = new HashMap<>();

    /** By group, since when it is in doubt. */
    private final Map<String, Long> doubtful = new HashMap<>();

    /** Since when everything is in doubt, because the partition has been claimed; or null. */
    private @Nullable Long newSince;

    /**
     * Since when everything is in doubt that an owner which died may have been running, or null.
     */
    private @Nullable Long everythingSince;

    private long lastQuestion;
    private boolean isAsking;
    private boolean isToBeAsked;
    private long askedNanos;

    /**
     * None yet.
     *
     * @param patienceNanos for how long answers are waited for
     * @param beliefNanos for how long what a process has said is believed while it is silent
     */
    Strangers(long patienceNanos, long beliefNanos) {
        this.patienceNanos = patienceNanos;
        this.beliefNanos = beliefNanos;
    }

    /** The partition has been assigned: what was known of it is of an earlier time. */
    void assigned(Turn turn) {
        forget();
        newSince = turn.nanos();
        ask(turn);
    }

    /** The partition has been claimed anew: others may have owned it meanwhile. */
    void claimed(Turn turn) {
        newSince = turn.nanos();
        askSoon(turn);
    }

    /** There is nothing to wait for, and nobody is asked any more. */
    void forget() {
        said.clear();
        inside.clear();
        doubtful.clear();
        newSince = null;
        everythingSince = null;
        isAsking = false;
        isToBeAsked = false;
    }

    /** An owner has died that may have had anything run elsewhere. */
    void everything(Turn turn) {
        everythingSince = turn.nanos();
        askSoon(turn);
    }

    /** Something of this group may still be running. */
    void group(String groupId, Turn turn) {
        doubtful.put(groupId, turn.nanos());
        askSoon(turn);
    }

    /** An earlier owner has let go of something: what it had run elsewhere may be over, too. */
    void released(Turn turn) {
        if (!said.isEmpty()) {
            askSoon(turn);
        }
    }

    private void askSoon(Turn turn) {
        isToBeAsked = true;
        if (!isAsking && turn.nanos() - askedNanos >= GAP_NANOS) {
            ask(turn);
        }
    }

    private void ask(Turn turn) {
        isAsking = true;
        isToBeAsked = false;
        askedNanos = turn.nanos();
        turn.askInside(++lastQuestion);
    }

    /** Asks again while there are any, or an answer is missing. */
    void tick(Turn turn) {
        long sinceAsked = turn.nanos() - askedNanos;
        if (isAsking) {
            isAsking = sinceAsked <= NEVER_ANSWERED_NANOS;
        }
        long gap = isToBeAsked ? GAP_NANOS : ASK_AGAIN_NANOS;
        if (!isAsking && (isToBeAsked || isAnythingOpen()) && sinceAsked >= gap) {
            ask(turn);
        }
    }

    private boolean isAnythingOpen() {
        return !said.isEmpty()
                || !doubtful.isEmpty()
                || newSince != null
                || everythingSince != null;
    }

    /**
     * What the others have answered, in place of what each of them had said before. Who is silent,
     * or is not asked any more, is believed as it was for a while.
     */
    void told(long question, Answers answers, Turn turn) {
        if (question != lastQuestion || !isAsking) {
            return;
        }
        isAsking = false;
        answers.said().forEach((who, runs) -> said.put(who, new Said(runs, turn.nanos())));
        said.values()
                .removeIf(each ->
                        each.inside().isEmpty() || turn.nanos() - each.nanos() > beliefNanos);
        inside.clear();
        said.values().forEach(each -> each.inside().forEach(i -> inside.put(i.groupId(), i)));
        boolean isComplete = answers.silent().isEmpty();
        doubtful.values().removeIf(since -> isSettled(since, isComplete, turn));
        newSince = isSettled(newSince, isComplete, turn) ? null : newSince;
        everythingSince = isSettled(everythingSince, isComplete, turn) ? null : everythingSince;
    }

    /** Whether a doubt that arose then is over with the answer to the question last asked. */
    private boolean isSettled(@Nullable Long since, boolean isComplete, Turn turn) {
        return since == null
                || (isComplete && since - askedNanos <= 0)
                || turn.nanos() - since > patienceNanos;
    }

    /**
     * Whether a handler of the group may still run elsewhere.
     *
     * @param wasHit whether an owner that died may have been running the group
     */
    boolean holds(String groupId, boolean wasHit) {
        return newSince != null
                || (wasHit && everythingSince != null)
                || doubtful.containsKey(groupId)
                || inside.containsKey(groupId);
    }

    /** What of the group is still running elsewhere, as far as has been said, or null. */
    @Nullable Inside of(String groupId) {
        return inside.get(groupId);
    }
}
