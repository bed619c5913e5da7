package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.history.Logs;
import dev.strand.testing.trace.Execution;
import org.junit.jupiter.api.Test;

class NoRerunCheckerTest {
    private final Story story = new Story();
    private final Execution task = story.submit("g", "t1");

    @Test
    void shouldHoldForRetriesAndForOneRerunPerCrash() {
        story.run(task, FactStatus.RETRYING);
        story.start(Logs.next(task, 1), "a");
        story.die("a");
        Execution rerun = Logs.next(Logs.next(task, 1), 1);
        story.run(rerun, FactStatus.COMPLETED);

        NoRerunChecker checker = checker(1);

        assertThat(checker.violations()).isEmpty();
        assertThat(checker.reruns()).containsExactly(rerun);
    }

    @Test
    void shouldCatchAnAttemptAfterTheOutcome() {
        story.run(task, FactStatus.COMPLETED);
        story.run(Logs.next(task, 1), FactStatus.COMPLETED);

        assertThat(checker(1).violations())
                .singleElement()
                .asString()
                .contains("after its outcome COMPLETED");
    }

    @Test
    void shouldCatchAZombieThatEntersAfterTheOutcome() {
        story.logs().fact(Logs.next(task, 1), FactStatus.COMPLETED);
        story.submit("h", "t2");
        story.submit("h", "t3");
        story.start(task, "zombie");

        assertThat(checker(1).violations()).singleElement().asString().contains("of worker zombie");
    }

    @Test
    void shouldCatchMoreRerunsInAGroupThanThereWereCrashes() {
        Execution other = story.submit("g", "t2");
        story.start(task, "a");
        story.start(other, "a");
        story.die("a");
        story.run(Logs.next(task, 1), FactStatus.COMPLETED);
        story.run(Logs.next(other, 1), FactStatus.COMPLETED);

        assertThat(checker(1).violations())
                .singleElement()
                .asString()
                .contains("2 re-runs after 1 crashes");
    }

    @Test
    void shouldCatchARerunWithoutACrash() {
        story.start(task, "a");
        story.end(task, "a");
        story.run(Logs.next(task, 1), FactStatus.COMPLETED);

        assertThat(checker(0).violations()).hasSize(1);
    }

    private NoRerunChecker checker(int crashes) {
        return new NoRerunChecker(story.events(), story.history(), crashes);
    }
}
