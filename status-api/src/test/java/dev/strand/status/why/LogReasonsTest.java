package dev.strand.status.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.GroupState;
import dev.strand.status.owner.OwnerLine;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The logs know who holds a group, and whether anybody runs its partition. */
class LogReasonsTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void shouldSayThatAGroupWithoutTasksHasEnded() {
        assertThat(codes(null, line(true, NOW))).containsExactly("ENDED");
    }

    @Test
    void shouldTakeAnOwnerForSilentOnlyAfterItsLease() {
        assertThat(line(true, NOW - 5_000).isOwned(NOW)).isTrue();
        assertThat(line(true, NOW - 7_000).isOwned(NOW)).isFalse();
        assertThat(line(true, NOW - 7_000).state(NOW)).isEqualTo("SILENT");
        assertThat(line(false, NOW).state(NOW)).isEqualTo("CLOSED");
    }

    private static OwnerLine line(boolean isOpen, long lastMillis) {
        return new OwnerLine(
                0, 3, "processor-1", null, isOpen, lastMillis, lastMillis, 6_000, 0, 0);
    }

    private static List<String> codes(@Nullable GroupRow all, OwnerLine owner) {
        GroupRow row = new GroupRow(0, 0, 0, 0, -1, 0, -1, GroupState.FREE);
        Situation situation =
                new Situation(new FoundGroup(0, "g", row, null), null, all, null, owner);
        return LogReasons.of(situation, NOW).stream().map(Reason::code).toList();
    }
}
