package dev.strand.core.owner;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handlers that other processes still run although nobody waits for them any more. An owner that
 * dies takes its own handlers with it, but not those that it had run elsewhere; and a process that
 * was out of reach may have been taken for dead too early. Such handlers are interrupted, and may
 * take their time or ignore it. Only the processes that run them can tell, so they are asked, and
 * what may be concerned waits for the answer.
 */
final class Strangers {
    private static final long ASK_AGAIN_NANOS = 500_000_000;

    private final Map<String, Inside> inside = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private boolean isEverythingDoubtful;
    private long lastQuestion;
    private boolean isAsking;
    private boolean isAskedAgain;
    private long askedNanos;

    /** An owner has died that may have had anything run elsewhere. */
    void everything(Turn turn) {
        isEverythingDoubtful = true;
        ask(turn);
    }

    /** Something of this group may still be running. */
    void group(String groupId, Turn turn) {
        doubtful.add(groupId);
        ask(turn);
    }

    private void ask(Turn turn) {
        isAskedAgain = isAsking;
        if (!isAsking) {
            isAsking = true;
            askedNanos = turn.nanos();
            turn.askInside(++lastQuestion);
        }
    }

    /** Asks again while there are any. */
    void tick(Turn turn) {
        if (!inside.isEmpty() && !isAsking && turn.nanos() - askedNanos >= ASK_AGAIN_NANOS) {
            ask(turn);
        }
    }

    /** What the others have answered, in place of what they had said before. */
    void told(long question, Collection<Inside> found, Turn turn) {
        if (question != lastQuestion || !isAsking) {
            return;
        }
        isAsking = false;
        inside.clear();
        found.forEach(each -> inside.put(each.groupId(), each));
        if (isAskedAgain) {
            ask(turn);
        } else {
            isEverythingDoubtful = false;
            doubtful.clear();
        }
    }

    /**
     * Whether a handler of the group may still run elsewhere.
     *
     * @param wasHit whether an owner that died may have been running the group
     */
    boolean holds(String groupId, boolean wasHit) {
        return inside.containsKey(groupId) || isDoubtful(groupId, wasHit);
    }

    /** Whether the answer is still awaited. */
    boolean isDoubtful(String groupId, boolean wasHit) {
        return (isEverythingDoubtful && wasHit) || doubtful.contains(groupId);
    }

    /** What of the group is still running elsewhere, as far as has been said, or null. */
    @Nullable Inside of(String groupId) {
        return inside.get(groupId);
    }

    void forget() {
        inside.clear();
        doubtful.clear();
        isEverythingDoubtful = false;
        isAsking = false;
        isAskedAgain = false;
        lastQuestion++;
    }
}
