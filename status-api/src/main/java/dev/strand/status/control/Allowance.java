package dev.strand.status.control;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups.FoundGroup;
import java.util.List;

/** Refuses with 409 what the state of now does not allow, and says what it does. */
final class Allowance {
    private Allowance() {}

    static void check(FoundTask task, Action action) {
        var status = task.row().statusAt(System.currentTimeMillis());
        List<Action> allowed = Action.allowedIn(status);
        if (!allowed.contains(action)) {
            throw refused("task " + task.row().id().taskId(), status.name(), action, allowed);
        }
    }

    static void check(FoundGroup group, Action action) {
        var condition = group.row().condition();
        List<Action> allowed = Action.allowedIn(condition);
        if (!allowed.contains(action)) {
            throw refused("group " + group.groupId(), condition.name(), action, allowed);
        }
    }

    private static ProblemException refused(
            String what, String state, Action action, List<Action> allowed) {
        return new ProblemException(
                Problem.conflict(
                        what + " is " + state + ", which does not allow: " + action.word(),
                        List.of(
                                Problem.Fact.of("state", state),
                                Problem.Fact.of(
                                        "allowed", allowed.stream().map(Action::word).toList()))));
    }

    /** A task is not run again behind the group that its own failure holds. */
    static void checkAtTail(FoundTask task) {
        var id = task.row().id();
        if (task.row().holdsItsGroup()) {
            throw new ProblemException(
                    Problem.conflict(
                            "group "
                                    + id.groupId()
                                    + " is parked on task "
                                    + id.taskId()
                                    + "; run it again in its place with inPlace, or unpark the"
                                    + " group with SKIP first",
                            List.of(
                                    Problem.Fact.of("state", task.row().status().name()),
                                    Problem.Fact.of("allowed", List.of(Action.UNPARK.word())))));
        }
    }

    /** A task is run again in its place only while its failure holds its group. */
    static void checkInPlace(FoundTask task) {
        var id = task.row().id();
        if (!task.row().holdsItsGroup()) {
            throw new ProblemException(
                    Problem.conflict(
                            "group "
                                    + id.groupId()
                                    + " is not parked on task "
                                    + id.taskId()
                                    + "; leave inPlace out to run it again at the tail of its"
                                    + " group",
                            List.of(
                                    Problem.Fact.of("state", task.row().status().name()),
                                    Problem.Fact.of("allowed", List.of(Action.RETRY.word())))));
        }
    }
}
