package dev.strand.status.query;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.fleet.Question;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds single tasks. For use by several threads. */
@Singleton
public class Tasks {
    private final Fleet fleet;

    Tasks(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * The newest run of a task id in every group that has it.
     *
     * @param groupId only in this group, or null for all
     * @throws ProblemException 503 where it may be in a partition that nobody can answer for
     */
    public List<FoundTask> find(String taskId, @Nullable String groupId) {
        return ask(taskId, groupId).value();
    }

    /** The same, and what the answer covers. */
    public Answer<List<FoundTask>> ask(String taskId, @Nullable String groupId) {
        return ask(new FindTask(taskId, groupId), taskId, groupId);
    }

    /** One run of a task id in every group that has it, and what the answer covers. */
    public Answer<List<FoundTask>> askRun(String taskId, @Nullable String groupId, int run) {
        return ask(new FindRun(new FindTask(taskId, groupId), run), taskId, groupId);
    }

    private Answer<List<FoundTask>> ask(
            Question<List<FoundTask>> question, String taskId, @Nullable String groupId) {
        Answer<List<FoundTask>> answer = fleet.ask(question);
        if (answer.value().isEmpty() && groupId != null) {
            // A producer may have put the group elsewhere than it belongs.
            answer = fleet.askAll(question);
        }
        if (answer.value().isEmpty() && !answer.coverage().isCurrent()) {
            throw unknown(answer, "task " + taskId);
        }
        return answer;
    }

    /** Says that nobody can tell whether something is there. */
    static ProblemException unknown(Answer<?> answer, String what) {
        return new ProblemException(
                Problem.unavailable(
                        "nobody can answer for all partitions now, and %s may be in one of"
                                        .formatted(what)
                                + " those that move; ask again"));
    }
}
