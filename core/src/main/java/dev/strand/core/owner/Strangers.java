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
 * they are asked after every assignment, too.
 */
final class Strangers {
    private static final long ASK_AGAIN_NANOS = 500_000_000;

    /** What a process has said last, and when. */
    private record Said(List<Inside> inside, long nanos) {}

    private final long patienceNanos;
    private final long beliefNanos;
    private final Map<String, Said> said = new HashMap<>();

    /** By group, since when it is in doubt. */
    private final Map<String, Long> doubtful = new HashMap<>();

    /**
     * Since when everything is in doubt that an owner which died may have been running, or null.
     */
    private @Nullable Long everythingSince;

    /** Whether the first question since the assignment has not been answered. */
    private boolean isNew;

    private long lastQuestion;
    private boolean isAsking;
    private boolean isAskedAgain;
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
        said.clear();
        doubtful.clear();
        everythingSince = null;
        isNew = true;
        isAsking = false;
        ask(turn);
    }

    /** An owner has died that may have had anything run elsewhere. */
    void everything(Turn turn) {
        everythingSince = turn.nanos();
        ask(turn);
    }

    /** Something of this group may still be running. */
    void group(String groupId, Turn turn) {
        doubtful.put(groupId, turn.nanos());
        ask(turn);
    }

    /** An earlier owner has let go of something: what it had run elsewhere may be over, too. */
    void released(Turn turn) {
        if (!said.isEmpty()) {
            ask(turn);
        }
    }

    private void ask(Turn turn) {
        isAskedAgain = isAsking;
        if (!isAsking) {
            isAsking = true;
            askedNanos = turn.nanos();
            turn.askInside(++lastQuestion);
        }
    }

    /** Asks again while there are any, or an answer is missing. */
    void tick(Turn turn) {
        boolean isOpen = !said.isEmpty() || !doubtful.isEmpty() || everythingSince != null;
        if (isOpen && !isAsking && turn.nanos() - askedNanos >= ASK_AGAIN_NANOS) {
            ask(turn);
        }
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
        isNew = false;
        answers.said().forEach((who, inside) -> said.put(who, new Said(inside, turn.nanos())));
        said.values()
                .removeIf(each ->
                        each.inside().isEmpty() || turn.nanos() - each.nanos() > beliefNanos);
        if (isAskedAgain) {
            ask(turn);
            return;
        }
        boolean isComplete = answers.silent().isEmpty();
        doubtful.values().removeIf(since -> isComplete || isLongAgo(since, turn));
        if (everythingSince != null && (isComplete || isLongAgo(everythingSince, turn))) {
            everythingSince = null;
        }
    }

    private boolean isLongAgo(long nanos, Turn turn) {
        return turn.nanos() - nanos > patienceNanos;
    }

    /**
     * Whether a handler of the group may still run elsewhere.
     *
     * @param wasHit whether an owner that died may have been running the group
     */
    boolean holds(String groupId, boolean wasHit) {
        return isNew
                || (wasHit && everythingSince != null)
                || doubtful.containsKey(groupId)
                || of(groupId) != null;
    }

    /** What of the group is still running elsewhere, as far as has been said, or null. */
    @Nullable Inside of(String groupId) {
        for (Said each : said.values()) {
            for (Inside inside : each.inside()) {
                if (inside.groupId().equals(groupId)) {
                    return inside;
                }
            }
        }
        return null;
    }
}
