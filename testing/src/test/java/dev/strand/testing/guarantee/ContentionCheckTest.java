package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.trace.Execution;
import org.junit.jupiter.api.Test;

class ContentionCheckTest {
    private final Story story = new Story();

    @Test
    void shouldHoldWhereTasksWaitedAndHandlersOverlapped() {
        Execution first = story.submit("g", "t1");
        Execution second = story.submit("g", "t2");
        Execution elsewhere = story.submit("h", "t3");
        story.start(first, "a");
        story.start(elsewhere, "a");
        story.submit("x", "later");
        story.end(first, "a");
        story.run(second, FactStatus.COMPLETED);

        assertThat(check(1, 2).violations()).isEmpty();
    }

    @Test
    void shouldCallARunVacuousInWhichNothingEverWaited() {
        story.run(story.submit("g", "t1"), FactStatus.COMPLETED);
        story.run(story.submit("g", "t2"), FactStatus.COMPLETED);

        assertThat(check(1, 1).violations())
                .singleElement()
                .asString()
                .contains("in 0 groups, needed: 1");
    }

    @Test
    void shouldCallARunVacuousInWhichHandlersNeverOverlapped() {
        story.run(story.submit("g", "t1"), FactStatus.COMPLETED);
        story.run(story.submit("h", "t2"), FactStatus.COMPLETED);

        assertThat(check(0, 2).violations())
                .singleElement()
                .asString()
                .contains("at most 1 handlers");
    }

    @Test
    void shouldNotCountHandlersOfDeadProcesses() {
        story.start(story.submit("g", "t1"), "a");
        story.die("a");
        story.start(story.submit("h", "t2"), "b");

        assertThat(check(0, 1).parallelHandlers()).isEqualTo(1);
    }

    private ContentionCheck check(int groups, int parallel) {
        return new ContentionCheck(story.events(), story.history(), groups, parallel);
    }
}
