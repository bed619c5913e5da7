package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.trace.Execution;
import org.junit.jupiter.api.Test;

class GuaranteesTest {
    private final Story story = new Story();

    @Test
    void shouldHoldForAnOrderlyRun() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        story.run(first, FactStatus.COMPLETED);
        story.run(second, FactStatus.FAILED);

        Guarantees.checkAll(story.events(), story.history(), 0);
    }

    @Test
    void shouldShowEveryBrokenPromiseInOneError() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        story.start(second, "a");
        story.start(first, "b");

        assertThatThrownBy(() -> Guarantees.checkAll(story.events(), story.history(), 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("G1")
                .hasMessageContaining("G2, one at a time")
                .hasMessageContaining("G2, a task starts only after")
                .hasMessageContaining("G3");
    }
}
