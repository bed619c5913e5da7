package dev.strand.core.fold;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the accepted facts say of one run.
 *
 * @param status what it is doing
 * @param token the newest attempt heard of, {@link Token#NONE} before the first
 * @param attempts the highest attempt number heard of, over all owners
 * @param nextAttemptAt while RETRYING: when the next attempt is due
 * @param ended per epoch, the highest attempt whose handler has returned
 */
public record RunState(
        TaskStatus status,
        Token token,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Map<Long, Integer> ended) {
    /** A run of which nothing has been heard. */
    public static final RunState NEW =
            new RunState(TaskStatus.QUEUED, Token.NONE, 0, null, Map.of());

    /** Whether the handler of this attempt has returned; with attempt 0, whether the run ended. */
    public boolean hasEnded(Token attempt) {
        if (attempt.attempt() == 0) {
            return status.isTerminal();
        }
        Integer highest = ended.get(attempt.epoch());
        return highest != null && highest >= attempt.attempt();
    }

    /** This state with the attempt of a fact marked as returned, where the fact says so. */
    RunState withEnded(Fact fact) {
        if (!fact.status().endsAttempt() || fact.attempt() == 0 || hasEnded(fact.token())) {
            return this;
        }
        Map<Long, Integer> more = new TreeMap<>(ended);
        more.merge(fact.owner().epoch(), fact.attempt(), Math::max);
        return new RunState(status, token, attempts, nextAttemptAt, Map.copyOf(more));
    }

    /**
     * The rule that admits a fact: the run is not terminal, and the fact ends it or belongs to no
     * older attempt.
     */
    boolean admits(Fact fact) {
        if (status.isTerminal()) {
            return false;
        }
        if (fact.status().isTerminal()) {
            return true;
        }
        int age = fact.token().compareTo(token);
        return switch (fact.status()) {
            case STARTED -> age > 0;
            case PROGRESSED -> age >= 0 && !hasEnded(fact.token());
            case RETRYING, COMPLETED, FAILED, CANCELLED, EXPIRED -> age >= 0;
        };
    }

    /** This state after an admitted fact. */
    RunState after(Fact fact) {
        Instant due = fact.status() == FactStatus.RETRYING ? fact.details().nextAttemptAt() : null;
        Token newest = fact.token().compareTo(token) > 0 ? fact.token() : token;
        return new RunState(
                fact.status().taskStatus(), newest, Math.max(attempts, fact.attempt()), due, ended);
    }
}
