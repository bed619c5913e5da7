package dev.strand.testing.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveCheckerTest {
    private final LiveChecker checker = new LiveChecker();

    @Test
    void shouldHoldWhereEachGroupGoesStepByStep() {
        checker.enter("g", 0);
        checker.enter("h", 1);
        checker.leave("g", 0);
        checker.enter("g", 2);
        checker.leave("g", 2);
        checker.leave("h", 1);

        assertThat(checker.violations()).isEmpty();
        assertThat(checker.entered()).isEqualTo(3);
    }

    @Test
    void shouldCatchAnOverlap() {
        checker.enter("g", 0);
        checker.enter("g", 1);

        assertThat(checker.violations())
                .containsExactly("task 1 of group g started while 0 was running");
    }

    @Test
    void shouldCatchAStartOutOfOrder() {
        checker.enter("g", 5);
        checker.leave("g", 5);
        checker.enter("g", 4);

        assertThat(checker.violations()).containsExactly("task 4 of group g started after 5");
    }

    @Test
    void shouldCountRepeatsAndNotCallThemViolations() {
        checker.enter("g", 5);
        checker.leave("g", 5);
        checker.enter("g", 5);
        checker.leave("g", 5);

        assertThat(checker.violations()).isEmpty();
        assertThat(checker.repeated()).isEqualTo(1);
    }

    @Test
    void shouldCatchAnEndThatBelongsToNoStart() {
        checker.leave("g", 3);

        assertThat(checker.violations())
                .containsExactly("task 3 of group g ended while -1 was running");
    }
}
