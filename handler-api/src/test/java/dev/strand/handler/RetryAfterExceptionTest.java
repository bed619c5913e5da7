package dev.strand.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAfterExceptionTest {

    @Test
    void shouldCarryItsDelay() {
        assertThat(new RetryAfterException(Duration.ofSeconds(3)).delay())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldRefuseANegativeDelay() {
        assertThatThrownBy(() -> new RetryAfterException(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delay must not be negative, got: PT-1S");
    }
}
