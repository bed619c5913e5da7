package dev.strand.status.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.status.fleet.UsableCopies.Stand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsableCopiesTest {
    private static final long SECOND = 1_000_000_000L;

    private final UsableCopies copies = new UsableCopies();
    private long now = -3 * SECOND;

    private void update(Map<Integer, List<Stand>> found) {
        copies.update(found, now);
    }

    @Test
    void shouldNotUseACopyThatHasOnlyBeenBegun() {
        update(Map.of(1, List.of(new Stand(0, 36), new Stand(36, 36))));

        assertThat(copies.contains(1, now)).isFalse();
    }

    @Test
    void shouldNotUseACopyThatIsHalfMade() {
        update(Map.of(1, List.of(new Stand(500_000, 1_000_000))));

        assertThat(copies.contains(1, now)).isFalse();
    }

    @Test
    void shouldUseACopyThatHasCaughtUpThoughItFallsBehindAWhile() {
        update(Map.of(1, List.of(new Stand(99_500, 100_000), new Stand(0, 0))));
        update(Map.of(1, List.of(new Stand(100_000, 130_000), new Stand(0, 0))));

        assertThat(copies.contains(1, now)).isTrue();
    }

    @Test
    void shouldNotUseACopyThatIsBegunAnew() {
        update(Map.of(1, List.of(new Stand(36, 36))));
        update(Map.of(1, List.of(new Stand(0, 36))));

        assertThat(copies.contains(1, now)).isFalse();
    }

    @Test
    void shouldForgetACopyThatIsNoLongerHere() {
        update(Map.of(1, List.of(new Stand(36, 36))));
        update(Map.of());
        update(Map.of(1, List.of(new Stand(30, 100))));

        assertThat(copies.contains(1, now)).isFalse();
    }

    @Test
    void shouldNotRelyOnWhatACopyWasBeforeNobodyLookedForLong() {
        update(Map.of(1, List.of(new Stand(100_000, 100_000))));
        now += 11 * SECOND;
        assertThat(copies.contains(1, now)).as("not looked at since").isFalse();

        update(Map.of(1, List.of(new Stand(60_000, 100_000))));
        assertThat(copies.contains(1, now)).as("begun anew meanwhile, perhaps").isFalse();

        update(Map.of(1, List.of(new Stand(100_000, 100_000))));
        now += 9 * SECOND;
        assertThat(copies.contains(1, now)).as("looked at shortly before").isTrue();
    }
}
