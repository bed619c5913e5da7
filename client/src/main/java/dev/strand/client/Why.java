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
     * A reason.
     *
     * @param code names its kind, such as {@code BEHIND} or {@code NO_HANDLER}
     * @param sentence for people
     * @param blockedBy the task that is in the way
     * @param until how long it lasts
     * @param since how long it has lasted
     * @param by who wanted it
     */
    public record Reason(
            String code,
            String sentence,
            @Nullable BlockedBy blockedBy,
            @Nullable Instant until,
            @Nullable Instant since,
            @Nullable String by) {}

    /**
     * A task that is in the way.
     *
     * @param taskId its id
     * @param status where it stands
     */
    public record BlockedBy(String taskId, TaskState status) {}
}
