package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.history.Logs;
import dev.strand.testing.trace.Execution;
import org.junit.jupiter.api.Test;

class ExclusionCheckerTest {
    private final Story story = new Story();
    private final Execution first = story.submit("g", "t1");
    private final Execution second = story.submit("g", "t2");
    private final Execution elsewhere = story.submit("h", "t3");

    @Test
    void shouldHoldWhereOnlyHandlersOfDifferentGroupsOverlap() {
        story.start(first, "a");
        story.start(elsewhere, "a");
        story.end(first, "a");
        story.start(second, "b");
        story.end(elsewhere, "a");
        story.end(second, "b");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldCatchTwoHandlersOfAGroupInOneProcess() {
        story.start(first, "a");
        story.start(second, "a");

        assertThat(violations())
                .singleElement()
                .asString()
                .contains("t2 run 1")
                .contains("while t1 run 1");
    }

    @Test
    void shouldCatchTwoProcessesInsideOneTask() {
        story.start(first, "a");
        story.start(Logs.next(first, 2), "b");
        story.end(first, "a");

        assertThat(violations())
                .singleElement()
                .asString()
                .contains("of worker b")
                .contains("of worker a");
    }

    @Test
    void shouldLetTheSuccessorOfADeadProcessStart() {
        story.start(first, "a");
        story.die("a");
        story.start(Logs.next(first, 2), "b");
        story.end(Logs.next(first, 2), "b");

        assertThat(violations()).isEmpty();
    }

    @Test
    void shouldCatchAHandlerThatReturnsAfterItsProcessWasDeclaredDead() {
        story.start(first, "a");
        story.die("a");
        story.end(first, "a");

        assertThat(violations()).singleElement().asString().contains("after its worker had died");
    }

    private java.util.List<String> violations() {
        return new ExclusionChecker(story.events()).violations();
    }
}
