package dev.strand.processor.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.processor.lifecycle.ProcessorLife.Phase;
import io.micronaut.health.HealthStatus;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AliveIndicatorTest {
    @ParameterizedTest
    @EnumSource(KafkaStreams.State.class)
    void shouldBeDeadOnlyWhereKafkaStreamsHasGivenUp(KafkaStreams.State state) {
        boolean hasGivenUp =
                state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
        assertThat(AliveIndicator.status(Phase.STARTED, state.name(), false))
                .isEqualTo(hasGivenUp ? HealthStatus.DOWN : HealthStatus.UP);
    }

    @Test
    void shouldBeAliveWhileKafkaIsWaitedForAndWhileItDrains() {
        assertThat(AliveIndicator.status(Phase.WAITING_FOR_KAFKA, "NONE", false))
                .isEqualTo(HealthStatus.UP);
        assertThat(AliveIndicator.status(Phase.CLOSED, "RUNNING", false))
                .isEqualTo(HealthStatus.UP);
    }

    @Test
    void shouldBeDeadWhereItCouldNotStart() {
        assertThat(AliveIndicator.status(Phase.FAILED, "NONE", false)).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void shouldBeDeadWhereStreamThreadsDieAgainAndAgain() {
        assertThat(AliveIndicator.status(Phase.STARTED, "RUNNING", true))
                .isEqualTo(HealthStatus.DOWN);
    }
}
