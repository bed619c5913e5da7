package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where lists begin and end: never within what they hold, and exactly there after a look. */
class LiveTimesTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 150;

    @Test
    void shouldHoldEveryRunAndNoMoreAfterALook() {
        int narrowed = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            Random random = new Random(seed);
            TableUnderTest table = new TableUnderTest();
            int tasks = 0;
            int status = 0;
            while (tasks < logs.tasks.size() || status < logs.status.size()) {
                if (tasks < logs.tasks.size() && random.nextBoolean()) {
                    table.fold(tasks, RandomLogs.at(tasks), logs.tasks.get(tasks++));
                } else if (status < logs.status.size()) {
                    table.fold(status, logs.status.get(status++));
                }
                if (random.nextInt(8) == 0) {
                    table.narrow();
                    narrowed += table.times().oldest(TaskStatus.QUEUED) > 0 ? 1 : 0;
                    assertTimes(table, true, "seed " + seed);
                } else {
                    assertTimes(table, false, "seed " + seed);
                }
            }
            table.forgetAll();
            table.narrow();
            assertTimes(table, true, "seed " + seed + ", cleared");
        }
        assertThat(narrowed).as("looks that found something").isGreaterThan(SEEDS);
    }

    private static void assertTimes(TableUnderTest table, boolean isExact, String what) {
        List<@Nullable TaskStatus> lists = new ArrayList<>(GroupCounts.LIVE);
        lists.add(null);
        for (TaskStatus status : lists) {
            LongSummaryStatistics millis =
                    table.rows().values().stream()
                            .filter(row -> row.isVisible())
                            .filter(row -> status == null || row.status() == status)
                            .mapToLong(TaskRow::submittedAtMillis)
                            .summaryStatistics();
            long oldest = table.times().oldest(status);
            long newest = table.times().newest(status);
            if (millis.getCount() > 0) {
                assertThat(oldest).as(what).isLessThanOrEqualTo(millis.getMin());
                assertThat(newest).as(what).isGreaterThanOrEqualTo(millis.getMax());
            }
            if (isExact && millis.getCount() > 0) {
                assertThat(oldest).as(what).isEqualTo(millis.getMin());
                assertThat(newest).as(what).isEqualTo(millis.getMax());
            } else if (isExact) {
                assertThat(oldest).as(what).isGreaterThan(newest);
            }
        }
    }
}
