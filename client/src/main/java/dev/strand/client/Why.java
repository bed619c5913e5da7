package dev.strand.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task or a group is not running.
 *
 * @param taskId the task; null where a group was asked about
 * @param groupId the group
 * @param status where it stands
 * @param at when this was so
 * @param source {@code owner}: a processor said so; {@code log}: the logs say so
 * @param reasons the first one is decisive
 */
public record Why(
        @Nullable String taskId,
        String groupId,
        String status,
        Instant at,
        String source,
        List<Reason> reasons) {

    /**
     * A reason. Which of the fields after the sentence it has depends on its code.
     *
     * @param code names its kind, such as {@code BEHIND} or {@code NO_HANDLER}
     * @param sentence for people
     * @param blockedBy the task that is in the way
     * @param until how long it lasts
     * @param askedAt when other processors were asked
     * @param since how long it has lasted
     * @param by who wanted it
     * @param reason why they wanted it
     * @param type the type of tasks that it is about
     * @param attempt the attempt that runs, or how many have failed
     * @param maxAttempts how many there may be
     * @param inUse permits that are in use
     * @param limit how many there are
     * @param limitPerSecond how many tasks may start in a second
     * @param partition the partition that it is about
     * @param instance the processor that it is about
     * @param instances the processors that it is about
     * @param epoch the ownership that it is about
     */
    public record Reason(
            String code,
            String sentence,
            @Nullable BlockedBy blockedBy,
            @Nullable Instant until,
            @Nullable Instant askedAt,
            @Nullable Instant since,
            @Nullable String by,
            @Nullable String reason,
            @Nullable String type,
            @Nullable Integer attempt,
            @Nullable Integer maxAttempts,
            @Nullable Integer inUse,
            @Nullable Integer limit,
            @Nullable Double limitPerSecond,
            @Nullable Integer partition,
            @Nullable String instance,
            @Nullable List<String> instances,
            @Nullable Long epoch) {}

    /**
     * A task that is in the way.
     *
     * @param taskId its id
     * @param status where it stands
     */
    public record BlockedBy(String taskId, TaskState status) {}
}
