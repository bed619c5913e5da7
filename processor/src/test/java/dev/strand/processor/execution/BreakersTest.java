package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.permit.AttemptGate;
import dev.strand.processor.config.BreakerSettings;
import dev.strand.processor.execution.Breakers.End;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BreakersTest {
    private final Breakers breakers =
            new Breakers(Map.of("mail", new BreakerSettings(50, 4, Duration.ofMillis(300), 2)));

    private void attempts(End... ends) {
        for (End end : ends) {
            assertThat(breakers.enter("mail")).isEqualTo(AttemptGate.ENTERED);
            breakers.ended("mail", end, 1_000);
        }
    }

    @Test
    void shouldOpenWhenAttemptsKeepFailing() {
        attempts(End.GOOD, End.BAD, End.GOOD);
        assertThat(breakers.state("mail")).isEqualTo("CLOSED");

        attempts(End.BAD);

        assertThat(breakers.state("mail")).isEqualTo("OPEN");
        assertThat(breakers.enter("mail"))
                .isBetween(Duration.ofMillis(10).toNanos(), Duration.ofMillis(300).toNanos());
    }

    @Test
    void shouldLeaveOtherTypesAlone() {
        attempts(End.BAD, End.BAD, End.BAD, End.BAD);

        assertThat(breakers.enter("other")).isEqualTo(AttemptGate.ENTERED);
        breakers.ended("other", End.BAD, 1);
        breakers.giveBack("other");
        assertThat(breakers.state("other")).isNull();
    }

    @Test
    void shouldNotCountWhatSaysNothingAboutOthers() {
        for (int i = 0; i < 20; i++) {
            attempts(End.MEANINGLESS);
        }

        assertThat(breakers.state("mail")).isEqualTo("CLOSED");
    }

    @Test
    void shouldTryAFewAndCloseWhenTheyGoWell() {
        open();
        assertThat(breakers.enter("mail")).isEqualTo(AttemptGate.ENTERED);
        assertThat(breakers.state("mail")).isEqualTo("HALF_OPEN");
        assertThat(breakers.enter("mail")).isEqualTo(AttemptGate.ENTERED);
        assertThat(breakers.enter("mail"))
                .as("probes are limited")
                .isEqualTo(AttemptGate.UNTIL_ONE_ENDS);
        breakers.giveBack("mail");
        assertThat(breakers.enter("mail")).as("one was not used").isEqualTo(AttemptGate.ENTERED);

        breakers.ended("mail", End.GOOD, 1);
        breakers.ended("mail", End.GOOD, 1);

        assertThat(breakers.state("mail")).isEqualTo("CLOSED");
    }

    @Test
    void shouldOpenAgainWhenTheyFail() {
        open();
        attempts(End.BAD);
        assertThat(breakers.enter("mail")).isEqualTo(AttemptGate.ENTERED);

        breakers.ended("mail", End.BAD, 1);

        assertThat(breakers.state("mail")).isEqualTo("OPEN");
    }

    /** Opens it and lets its time pass. */
    private void open() {
        attempts(End.BAD, End.BAD, End.BAD, End.BAD);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    boolean isLetThrough = breakers.enter("mail") == AttemptGate.ENTERED;
                    if (isLetThrough) {
                        breakers.giveBack("mail");
                    }
                    return isLetThrough;
                });
    }
}
