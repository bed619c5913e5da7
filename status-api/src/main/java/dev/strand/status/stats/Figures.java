package dev.strand.status.stats;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.StatusCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Everything that can be counted, of some partitions. Several are added up.
 *
 * @param tasks how many tasks are in each state, as people see them; an ended state is missing
 *     while the history is still being counted
 * @param byType how many runs of each type are in each stored state
 * @param groups how many groups are in each state
 * @param oldestMillis when the head that waits or runs longest was submitted, or {@code
 *     Long.MAX_VALUE}
 * @param history what happened, by step; oldest first
 * @param waits how long tasks waited for their first attempt, in milliseconds
 * @param runs how long the last attempts of ended tasks took, in milliseconds
 * @param holds what is held besides groups, each once
 */
record Figures(
        Map<TaskStatus, Long> tasks,
        Map<String, StatusCounts> byType,
        Map<GroupCondition, Long> groups,
        long oldestMillis,
        List<Step> history,
        Histogram waits,
        Histogram runs,
        List<Hold> holds) {
    /**
     * What happened in one step.
     *
     * @param atMillis its beginning
     * @param submitted runs that were asked for
     * @param completed runs that have completed
     * @param failed runs that have failed for good
     * @param backlog how many tasks lived at its end
     */
    record Step(long atMillis, long submitted, long completed, long failed, long backlog) {
        Step plus(Step other) {
            return new Step(
                    atMillis,
                    submitted + other.submitted,
                    completed + other.completed,
                    failed + other.failed,
                    backlog + other.backlog);
        }
    }

    /**
     * A type, or everything, that is paused.
     *
     * @param id the id that stands for it
     * @param reason why, or empty
     * @param by who, or empty
     */
    record Hold(String id, String reason, String by) {}

    static Figures sum(List<Figures> parts) {
        Map<TaskStatus, Long> tasks = new EnumMap<>(TaskStatus.class);
        Map<String, StatusCounts> byType = new TreeMap<>();
        Map<GroupCondition, Long> groups = new EnumMap<>(GroupCondition.class);
        Map<Long, Step> history = new TreeMap<>();
        Map<String, Hold> holds = new TreeMap<>();
        Histogram waits = new Histogram(Latency.MAX_MILLIS, Latency.DIGITS);
        Histogram runs = new Histogram(Latency.MAX_MILLIS, Latency.DIGITS);
        long oldest = Long.MAX_VALUE;
        for (Figures part : parts) {
            part.tasks.forEach((status, count) -> tasks.merge(status, count, Long::sum));
            part.byType.forEach((type, counts) -> byType.merge(type, counts, StatusCounts::plus));
            part.groups.forEach((state, count) -> groups.merge(state, count, Long::sum));
            part.history.forEach(step -> history.merge(step.atMillis(), step, Step::plus));
            part.holds.forEach(hold -> holds.put(hold.id(), hold));
            waits.add(part.waits);
            runs.add(part.runs);
            oldest = Math.min(oldest, part.oldestMillis);
        }
        for (TaskStatus status : TaskStatus.values()) {
            if (parts.stream().anyMatch(part -> !part.tasks.containsKey(status))) {
                tasks.remove(status);
            }
        }
        return new Figures(
                tasks,
                byType,
                groups,
                oldest,
                new ArrayList<>(history.values()),
                waits,
                runs,
                new ArrayList<>(holds.values()));
    }
}
