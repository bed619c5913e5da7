package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Very many groups that wait for their next attempt at once. */
class BackoffTest {
    private static final int GROUPS = 100_000;

    @Test
    void shouldRetryAHundredThousandTasksWhenTheyAreDueAndNotBefore() {
        // Given: all of them have failed once, and are due a second later
        Bench bench = new Bench(4, GROUPS);
        bench.assign();
        bench.deliver();
        for (int i = 0; i < GROUPS; i++) {
            bench.submit("g" + i, "t");
        }
        List<Attempt> first = List.copyOf(bench.runs);
        bench.runs.clear();
        first.forEach(attempt -> {
            assertThat(bench.enter(attempt)).isTrue();
            bench.returns(attempt, FAILURE);
        });
        bench.deliver();
        assertThat(bench.owner.insight().held(Hold.RETRY)).isEqualTo(GROUPS);
        assertThat(bench.permits.used()).as("waiting holds no permit").isZero();

        // When
        bench.pass(Duration.ofMillis(999));
        assertThat(bench.runs).isEmpty();
        bench.pass(Duration.ofMillis(1));

        // Then
        assertThat(bench.runs).hasSize(GROUPS);
        assertThat(bench.owner.insight().held(Hold.RETRY)).isZero();
        List<Attempt> second = List.copyOf(bench.runs);
        bench.runs.clear();
        second.forEach(attempt -> {
            assertThat(bench.enter(attempt)).isTrue();
            bench.returns(attempt, Bench.VALUE);
        });
        bench.deliver();
        assertThat(bench.owner.insight().state(bench.now()).lanes())
                .as("nothing of them is kept")
                .isZero();
        assertThat(bench.store.all()).isEmpty();
    }
}
