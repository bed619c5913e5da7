package dev.strand.status.bulk;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Slice;
import dev.strand.status.query.TaskList;
import dev.strand.status.query.TaskOrder;
import dev.strand.status.query.Tasks;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;

/**
 * Walks over the tasks of a bulk request, a page at a time, oldest first, so that what goes to one
 * group goes in its order. Runs that came after the walk began are left out. For use by several
 * threads.
 */
@Singleton
class BulkTargets {
    private static final int PAGE = 200;

    private final Fleet fleet;
    private final Tasks tasks;

    BulkTargets(Fleet fleet, Tasks tasks) {
        this.fleet = fleet;
        this.tasks = tasks;
    }

    /**
     * Gives each task to {@code visit} until that says false.
     *
     * @throws ProblemException 503 where a part of the tasks cannot be read now
     */
    void walk(BulkRequest request, Predicate<FoundTask> visit) {
        if (request.taskIds().isEmpty()) {
            walkList(request, visit);
        } else {
            walkIds(request, visit);
        }
    }

    private void walkIds(BulkRequest request, Predicate<FoundTask> visit) {
        long now = System.currentTimeMillis();
        for (String taskId : request.taskIds()) {
            for (FoundTask task : tasks.find(taskId, request.filter().groupId())) {
                boolean isMeant = request.filter().admits(task.row(), now);
                if (isMeant && !visit.test(task)) {
                    return;
                }
            }
        }
    }

    private void walkList(BulkRequest request, Predicate<FoundTask> visit) {
        long began = System.currentTimeMillis();
        TaskList list =
                TaskList.first(request.filter().until(began), TaskOrder.OLDEST, PAGE)
                        .ofNewestRuns();
        Bytes after = null;
        do {
            Answer<Slice<FoundTask>> page = fleet.ask(list.after(after));
            if (page.coverage().isPartial()) {
                throw new ProblemException(
                        Problem.unavailable(
                                "nobody can answer for partitions "
                                        + page.coverage().missing()
                                        + " now; ask again"));
            }
            List<FoundTask> found = page.value().values();
            for (FoundTask task : found) {
                if (!visit.test(task)) {
                    return;
                }
            }
            after = page.value().reached();
        } while (after != null);
    }
}
