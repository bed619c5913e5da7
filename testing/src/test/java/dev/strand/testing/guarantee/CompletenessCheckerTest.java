package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.history.Logs;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.RunKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompletenessCheckerTest {
    private final Story story = new Story();

    @Test
    void shouldHoldWhereEveryTaskHasEndedInWhateverWay() {
        story.run(story.submit("g", "t1"), FactStatus.COMPLETED);
        story.run(story.submit("g", "t2"), FactStatus.FAILED);
        story.run(story.submit("h", "t3"), FactStatus.CANCELLED);
        story.run(story.submit("h", "t4"), FactStatus.EXPIRED);

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldCatchATaskThatNeverEnded() {
        story.run(story.submit("g", "t1"), FactStatus.COMPLETED);
        story.run(story.submit("g", "t2"), FactStatus.RETRYING);

        assertThat(violations())
                .singleElement()
                .asString()
                .contains("t2")
                .contains("0 outcomes")
                .contains("RETRYING");
    }

    @Test
    void shouldNotTakeTheWordOfAFencedOwner() {
        Execution task = story.submit("g", "t1");
        story.logs().claim(2);
        story.logs().fence(1);
        story.logs().fact(task, FactStatus.COMPLETED);

        assertThat(violations()).singleElement().asString().contains("0 outcomes");
        assertThat(story.history().refused()).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyTheFirstOutcome() {
        Execution task = story.submit("g", "t1");
        story.logs().fact(task, FactStatus.COMPLETED);
        story.logs().fact(Logs.next(task, 1), FactStatus.FAILED);

        assertThat(violations()).isEmpty();
        assertThat(story.history().finalStatus(task.runKey()))
                .isEqualTo(FactStatus.COMPLETED.taskStatus());
    }

    @Test
    void shouldCatchAnAcknowledgedTaskThatIsNotInTheLog() {
        story.run(story.submit("g", "t1"), FactStatus.COMPLETED);
        RunKey lost = new RunKey("g", "t2", 1);

        assertThat(new CompletenessChecker(story.history(), Set.of(lost)).violations())
                .singleElement()
                .asString()
                .contains("t2")
                .contains("not in the log");
    }

    @Test
    void shouldCatchFactsOfATaskThatNobodySubmitted() {
        story.logs().fact(new Execution("g", "ghost", 1, 5, 1, "1.1"), FactStatus.COMPLETED);

        assertThat(violations()).singleElement().asString().contains("nobody submitted");
    }

    private List<String> violations() {
        return new CompletenessChecker(story.history()).violations();
    }
}
