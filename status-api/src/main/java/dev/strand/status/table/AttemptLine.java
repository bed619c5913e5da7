package dev.strand.status.table;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Token;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in the history of a run.
 *
 * @param run number of the run that it was made of
 * @param epoch the epoch it was made in
 * @param attempt its number, from 1
 * @param startedAtMillis when it began, or {@link Told#NEVER} where that was not said
 * @param finishedAtMillis when it ended, or {@link Told#NEVER} while it runs
 * @param outcome {@code COMPLETED}, {@code FAILED}, {@code CANCELLED} or {@code EXPIRED}; {@code
 *     LOST} where a newer attempt began and this one never told how it ended; null while it runs
 * @param error why it failed, or null
 * @param worker the process that made it
 */
public record AttemptLine(
        int run,
        long epoch,
        int attempt,
        long startedAtMillis,
        long finishedAtMillis,
        @Nullable String outcome,
        @Nullable RawJson error,
        String worker) {
    static final String LOST = "LOST";

    boolean isOf(int runNumber, Token token) {
        return run == runNumber && epoch == token.epoch() && attempt == token.attempt();
    }

    boolean isOpen() {
        return outcome == null;
    }

    AttemptLine lost() {
        return new AttemptLine(
                run, epoch, attempt, startedAtMillis, finishedAtMillis, LOST, error, worker);
    }
}
