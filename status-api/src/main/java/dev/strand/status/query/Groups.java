package dev.strand.status.query;

import dev.strand.status.fleet.Answer;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds groups. For use by several threads. */
@Singleton
public class Groups {
    private final Fleet fleet;

    Groups(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * A group.
     *
     * @param partition where it lives
     * @param groupId its id
     * @param row its summary
     * @param head its first run that lives, or null if none does
     */
    public record FoundGroup(int partition, String groupId, GroupRow row, @Nullable TaskRow head) {}

    /** Says that a group is not known. */
    public static ProblemException unknown(String groupId) {
        return new ProblemException(
                Problem.unknown(
                        "no task of group "
                                + groupId
                                + " is known: none was ever read, or all have ended and their"
                                + " history has been cleared since"));
    }

    /**
     * One group, or null if nothing of it was ever read.
     *
     * @throws ProblemException 503 where it may be in a partition that nobody can answer for
     */
    public @Nullable FoundGroup find(String groupId) {
        FindGroup question = new FindGroup(groupId);
        Answer<List<FoundGroup>> answer = fleet.ask(question);
        if (answer.value().isEmpty()) {
            answer = fleet.askAll(question);
        }
        if (answer.value().isEmpty() && !answer.coverage().isCurrent()) {
            throw Tasks.unknown(answer, "group " + groupId);
        }
        return answer.value().isEmpty() ? null : answer.value().getFirst();
    }
}
