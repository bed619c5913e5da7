package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.history.Logs;
import dev.strand.testing.trace.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderCheckerTest {
    private final Story story = new Story();

    @Test
    void shouldHoldWhereTasksAndRetriesStartInOrder() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        story.run(first, FactStatus.RETRYING);
        story.run(Logs.next(first, 1), FactStatus.COMPLETED);
        story.run(second, FactStatus.COMPLETED);

        checker().check();
    }

    @Test
    void shouldCatchATaskThatOvertakesTheOneBeforeIt() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        story.run(second, FactStatus.COMPLETED);
        story.run(first, FactStatus.COMPLETED);

        assertThatThrownBy(() -> checker().check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("t1 run 1")
                .hasMessageContaining("started after t2 run 1");
    }

    @Test
    void shouldCatchARetryThatLostItsPlace() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        story.run(first, FactStatus.RETRYING);
        story.run(second, FactStatus.COMPLETED);
        story.run(Logs.next(first, 1), FactStatus.COMPLETED);

        assertThat(checker().violations()).hasSize(1);
    }

    @Test
    void shouldNotCompareTasksOfDifferentGroups() {
        Execution first = story.submit("g", "t1");
        Execution other = story.submit("h", "t2");
        story.run(other, FactStatus.COMPLETED);
        story.run(first, FactStatus.COMPLETED);

        checker().check();
    }

    @Test
    void shouldCatchAnAttemptWithoutAHigherToken() {
        Execution first = story.submit("g", "t1");
        story.run(first, FactStatus.RETRYING);
        story.run(first, FactStatus.COMPLETED);

        assertThat(checker().violations()).singleElement().asString().contains("higher token");
    }

    @Test
    void shouldCatchAHandlerThatIsToldAnotherPlaceThanTheLogSays() {
        story.submit("g", "t1");
        story.start(new Execution("g", "t1", 1, 7, 1, "1.1"), "a");

        assertThat(checker().violations())
                .singleElement()
                .asString()
                .contains("has sequence 0 in the log");
    }

    @Test
    void shouldCatchATaskThatNobodySubmitted() {
        story.start(new Execution("g", "ghost", 1, 0, 1, "1.1"), "a");

        assertThat(checker().violations())
                .isEqualTo(
                        List.of(
                                "nobody submitted ghost run 1 (group g, sequence 0, attempt 1,"
                                        + " token 1.1)"));
    }

    private OrderChecker checker() {
        return new OrderChecker(story.events(), story.history());
    }
}
