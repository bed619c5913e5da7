package dev.strand.status.live;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import java.util.List;

/** The id of the last event that a client saw, as it sends it when it comes back. */
final class LastEventId {
    private LastEventId() {}

    /**
     * The position that an id stands for.
     *
     * @throws ProblemException 400 for what is no id of an event
     */
    static PositionVector parse(String lastEventId) {
        try {
            return PositionVector.parse(lastEventId);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ProblemException(
                    Problem.malformed(
                            List.of(
                                    new Problem.InputError(
                                            "Last-Event-ID",
                                            "must be the id of an event of this stream; leave it"
                                                    + " out to start with what happens next",
                                            lastEventId))));
        }
    }
}
