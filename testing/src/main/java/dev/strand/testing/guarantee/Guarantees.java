package dev.strand.testing.guarantee;

import dev.strand.testing.history.History;
import dev.strand.testing.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * All promises that can be seen in a trace and the logs, held together, so that one failure shows
 * every broken one.
 */
public final class Guarantees {
    private Guarantees() {}

    /**
     * Holds G1 to G4. To be asked once every task has ended.
     *
     * @param crashes how often a process ended or lost its lease while handlers of it were running
     * @throws AssertionError with the evidence of every broken promise
     */
    public static void checkAll(List<TraceEvent> events, History history, int crashes) {
        check(
                List.of(
                        new OrderChecker(events, history),
                        new ExclusionChecker(events),
                        new OutcomeFirstChecker(events, history),
                        new CompletenessChecker(history),
                        new NoRerunChecker(events, history, crashes)));
    }

    /** Holds these, and throws one error with the evidence of every broken one. */
    public static void check(List<Guarantee> guarantees) {
        List<String> broken = new ArrayList<>();
        for (Guarantee guarantee : guarantees) {
            try {
                guarantee.check();
            } catch (AssertionError e) {
                broken.add(e.getMessage());
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }
}
