package dev.strand.core.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a fact tells besides its identity; nothing here decides anything in the fold except {@code
 * nextAttemptAt} and {@code parks}.
 *
 * @param task the whole task, so that the fact speaks for itself; null only in records that say so
 *     in the contract
 * @param at when it happened, by the clock of the writer
 * @param worker the process that ran the attempt
 * @param startedAt when the attempt began, or null if none did
 * @param nextAttemptAt with RETRYING: when the next attempt is due
 * @param result with COMPLETED: what the handler returned
 * @param error with RETRYING, FAILED, and CANCELLED or EXPIRED where there is one: why
 * @param progress with PROGRESSED: how far it is
 * @param parks whether the group is parked if this says that the run FAILED
 */
public record FactDetails(
        @Nullable Task task,
        Instant at,
        String worker,
        @Nullable Instant startedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable RawJson result,
        @Nullable TaskError error,
        @Nullable Progress progress,
        boolean parks) {
    /** Parks the group on failure if the task says so. */
    public FactDetails(
            @Nullable Task task,
            Instant at,
            String worker,
            @Nullable Instant startedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable RawJson result,
            @Nullable TaskError error,
            @Nullable Progress progress) {
        this(
                task,
                at,
                worker,
                startedAt,
                nextAttemptAt,
                result,
                error,
                progress,
                task != null && task.options().onFailure() == OnFailure.PARK);
    }
}
