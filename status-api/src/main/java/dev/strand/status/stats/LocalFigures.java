package dev.strand.status.stats;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.stats.Figures.Hold;
import dev.strand.status.stats.Figures.Step;
import dev.strand.status.stats.Timeline.Kind;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.LiveCounts;
import dev.strand.status.table.LiveGroup;
import dev.strand.status.table.StatusCounts;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the figures of local tables together. For use by several threads. */
@Singleton
class LocalFigures {
    /** Heads that are read to find the oldest, where memory does not know them. */
    private static final int MAX_READS = 200;

    private final Numbers numbers;

    LocalFigures(Numbers numbers) {
        this.numbers = numbers;
    }

    Figures of(List<TableReader> tables, long nowMillis) {
        Map<TaskStatus, Long> tasks = new EnumMap<>(TaskStatus.class);
        Map<String, StatusCounts> byType = new TreeMap<>();
        Map<GroupCondition, Long> groups = new EnumMap<>(GroupCondition.class);
        Map<String, Hold> holds = new TreeMap<>();
        boolean isComplete = true;
        for (TableReader table : tables) {
            LiveCounts live = table.live();
            isComplete &= live.types().isComplete();
            live.types()
                    .byType()
                    .forEach((type, counts) -> byType.merge(type, counts, StatusCounts::plus));
            live.groups().counts().forEach((state, count) -> groups.merge(state, count, Long::sum));
            live.groups().holds().forEach((id, row) -> hold(id, row, holds));
            addLive(tasks, live, nowMillis);
        }
        if (isComplete) {
            addEnded(tasks, byType);
        }
        return new Figures(
                tasks,
                isComplete ? byType : Map.of(),
                groups,
                oldest(tables),
                history(tables, nowMillis),
                numbers.waits(nowMillis),
                numbers.runs(nowMillis),
                List.copyOf(holds.values()));
    }

    private static void addLive(Map<TaskStatus, Long> tasks, LiveCounts live, long nowMillis) {
        long waiting = live.of(TaskStatus.QUEUED);
        long scheduled = Math.min(waiting, live.due().after(nowMillis));
        tasks.merge(TaskStatus.SCHEDULED, scheduled, Long::sum);
        tasks.merge(TaskStatus.QUEUED, waiting - scheduled, Long::sum);
        tasks.merge(TaskStatus.RUNNING, live.of(TaskStatus.RUNNING), Long::sum);
        tasks.merge(TaskStatus.RETRYING, live.of(TaskStatus.RETRYING), Long::sum);
    }

    private static void addEnded(Map<TaskStatus, Long> tasks, Map<String, StatusCounts> byType) {
        for (TaskStatus status : TaskStatus.values()) {
            if (status.isTerminal()) {
                long count = byType.values().stream().mapToLong(all -> all.of(status)).sum();
                tasks.put(status, count);
            }
        }
    }

    /** What is held is held in every partition, and told once. */
    private static void hold(String id, GroupRow row, Map<String, Hold> holds) {
        if (row.state().paused()) {
            holds.put(
                    id,
                    new Hold(
                            id,
                            Objects.requireNonNullElse(row.state().reason(), ""),
                            Objects.requireNonNullElse(row.state().by(), "")));
        }
    }

    private List<Step> history(List<TableReader> tables, long nowMillis) {
        long last = Timeline.stepOf(nowMillis);
        List<Step> history = new ArrayList<>(Timeline.STEPS);
        for (long step = last - Timeline.STEPS + 1; step <= last; step++) {
            Step sum = new Step(step * Timeline.STEP_MILLIS, 0, 0, 0, 0);
            for (TableReader table : tables) {
                Timeline timeline = numbers.timeline(table.partition());
                sum =
                        sum.plus(
                                new Step(
                                        sum.atMillis(),
                                        timeline.count(Kind.SUBMITTED, step),
                                        timeline.count(Kind.COMPLETED, step),
                                        timeline.count(Kind.FAILED, step),
                                        timeline.backlog(step)));
            }
            history.add(sum);
        }
        return history;
    }

    private static long oldest(List<TableReader> tables) {
        long oldest = Long.MAX_VALUE;
        for (TableReader table : tables) {
            oldest = Math.min(oldest, oldest(table));
        }
        return oldest;
    }

    /** Reads heads until none that is not known can be older than the oldest that is. */
    private static long oldest(TableReader table) {
        for (int reads = 0; reads < MAX_READS; reads++) {
            LiveGroup first = first(table);
            if (first == null) {
                return Long.MAX_VALUE;
            }
            if (first.isExact()) {
                return first.oldestMillis();
            }
            TaskRow head = table.head(first.groupId(), first.row());
            if (head == null) {
                return Math.max(0, first.oldestMillis());
            }
            table.live().groups().found(first, first.headed(head));
        }
        LiveGroup first = first(table);
        return first == null ? Long.MAX_VALUE : Math.max(0, first.oldestMillis());
    }

    private static @Nullable LiveGroup first(TableReader table) {
        LiveGroup first = null;
        for (LiveGroup group : table.live().groups().all()) {
            boolean isOlder = first == null || group.oldestMillis() < first.oldestMillis();
            if (group.row().depth() > 0 && isOlder) {
                first = group;
            }
        }
        return first;
    }
}
