package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.trace.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeFirstCheckerTest {
    private final Story story = new Story();
    private final Execution first = story.submit("g", "t1");
    private final Execution second = story.submit("g", "t2");

    @Test
    void shouldHoldWhereEachOutcomeComesBeforeTheNextStart() {
        story.run(first, FactStatus.COMPLETED);
        story.run(second, FactStatus.COMPLETED);

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldCatchAStartBeforeTheOutcomeOfTheTaskInFront() {
        story.start(first, "a");
        story.end(first, "a");
        story.start(second, "a");
        story.logs().fact(first, FactStatus.COMPLETED);
        story.logs().fact(second, FactStatus.COMPLETED);

        assertThat(violations())
                .singleElement()
                .asString()
                .contains("t2 run 1")
                .contains("COMPLETED");
    }

    @Test
    void shouldCatchATaskThatWasPassedOver() {
        story.run(second, FactStatus.COMPLETED);

        assertThat(violations()).singleElement().asString().contains("never written");
    }

    private List<String> violations() {
        return new OutcomeFirstChecker(story.events(), story.history()).violations();
    }
}
