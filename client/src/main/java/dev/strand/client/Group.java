package dev.strand.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group.
 *
 * @param groupId its id
 * @param state what it is doing
 * @param depth tasks that have not ended
 * @param queued of them those that wait
 * @param running of them those that run
 * @param retrying of them those that wait for their next attempt
 * @param partition where it lies
 * @param paused who paused it, where it is paused
 * @param parked the task whose failure holds it, where it is parked
 * @param head its first task that has not ended
 * @param oldestSubmittedAt when that was submitted
 * @param runningSince since when it runs; in some lists only
 * @param lastSequence place of its last task
 * @param updatedAt when something of it changed last
 */
public record Group(
        String groupId,
        GroupState state,
        long depth,
        long queued,
        long running,
        long retrying,
        int partition,
        @Nullable Paused paused,
        @Nullable Parked parked,
        @Nullable Head head,
        @Nullable Instant oldestSubmittedAt,
        @Nullable Instant runningSince,
        @Nullable Long lastSequence,
        @Nullable Instant updatedAt) {

    /**
     * Who paused a group.
     *
     * @param command place of the command
     * @param reason why
     * @param by who
     */
    public record Paused(long command, @Nullable String reason, @Nullable String by) {}

    /**
     * The run that parked a group.
     *
     * @param taskId its task
     * @param run its number
     * @param sequence its place
     */
    public record Parked(String taskId, int run, long sequence) {}

    /**
     * The first task of a group that has not ended.
     *
     * @param taskId its id
     * @param sequence its place
     * @param type names its handler
     * @param status where it stands
     */
    public record Head(String taskId, long sequence, String type, TaskState status) {}
}
