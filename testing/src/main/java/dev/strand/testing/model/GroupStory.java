package dev.strand.testing.model;

import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.testing.trace.TraceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a group and what was seen to come of it.
 *
 * @param groupId the group
 * @param asked its records of {@code strand.tasks}, in their order
 * @param ends how its runs have ended
 * @param effects commands to the group that were seen to have been carried out, by their offset
 * @param events what its handlers did, in the order in which it happened
 */
public record GroupStory(
        String groupId,
        List<Asked> asked,
        Map<RunId, End> ends,
        Map<Long, Effect> effects,
        List<TraceEvent> events) {
    /**
     * One record.
     *
     * @param offset its offset
     * @param at when it was sent: what had been seen by then, it cannot have changed
     */
    public record Asked(long offset, Instant at, TaskRecord record) {}

    /**
     * The end of a run.
     *
     * @param attempt the last attempt, 0 where it ended without one
     * @param seenAt when a reader of the log saw it: it had happened by then
     */
    public record End(TaskStatus status, int attempt, Instant seenAt) {}

    /**
     * The effect of a command.
     *
     * @param seenAt when a reader of the log saw it
     * @param unparked the run that held the group until then, or null if the command let none go
     */
    public record Effect(Instant seenAt, @Nullable RunId unparked) {}

    /** Whether a run had been seen to end when this was asked. */
    boolean hasEndedBefore(RunId run, Asked asked) {
        End end = ends.get(run);
        return end != null && end.seenAt().isBefore(asked.at());
    }

    /** Whether a command had been seen to be carried out when this was asked. */
    boolean isCarriedOutBefore(long command, Asked asked) {
        Effect effect = effects.get(command);
        return effect != null && effect.seenAt().isBefore(asked.at());
    }
}
