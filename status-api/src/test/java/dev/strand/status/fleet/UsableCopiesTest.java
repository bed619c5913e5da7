package dev.strand.status.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.status.fleet.UsableCopies.Stand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsableCopiesTest {
    private final UsableCopies copies = new UsableCopies();

    @Test
    void shouldNotUseACopyThatHasOnlyBeenBegun() {
        copies.update(Map.of(1, List.of(new Stand(0, 36), new Stand(36, 36))));

        assertThat(copies.contains(1)).isFalse();
    }

    @Test
    void shouldNotUseACopyThatIsHalfMade() {
        copies.update(Map.of(1, List.of(new Stand(500_000, 1_000_000))));

        assertThat(copies.contains(1)).isFalse();
    }

    @Test
    void shouldUseACopyThatHasCaughtUpThoughItFallsBehindAWhile() {
        copies.update(Map.of(1, List.of(new Stand(99_500, 100_000), new Stand(0, 0))));
        copies.update(Map.of(1, List.of(new Stand(100_000, 130_000), new Stand(0, 0))));

        assertThat(copies.contains(1)).isTrue();
    }

    @Test
    void shouldNotUseACopyThatIsBegunAnew() {
        copies.update(Map.of(1, List.of(new Stand(36, 36))));
        copies.update(Map.of(1, List.of(new Stand(0, 36))));

        assertThat(copies.contains(1)).isFalse();
    }

    @Test
    void shouldForgetACopyThatIsNoLongerHere() {
        copies.update(Map.of(1, List.of(new Stand(36, 36))));
        copies.update(Map.of());
        copies.update(Map.of(1, List.of(new Stand(30, 100))));

        assertThat(copies.contains(1)).isFalse();
    }
}
