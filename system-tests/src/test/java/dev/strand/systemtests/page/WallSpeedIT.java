package dev.strand.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(180)
@ExtendWith(OnThePage.class)
class WallSpeedIT {
    private static final int GROUPS = 10_000;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final double FRAME_LIMIT_MILLIS = 34.5;

    /** A busy machine may spoil some, not all of them. */
    private static final int TRIES = 6;

    private static final String P95_OF_FRAMES =
            """
            () => new Promise((resolve) => {
              const frames = []
              let last = performance.now()
              const end = last + 3000
              const tick = (time) => {
                frames.push(time - last)
                last = time
                if (time < end) requestAnimationFrame(tick)
                else resolve(frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)])
              }
              requestAnimationFrame(tick)
            })
            """;

    @Test
    void shouldStaySmoothWithTenThousandGroupsAndFiveThousandEventsASecond(Pages pages)
            throws Exception {
        try (CrowdedStatus status = new CrowdedStatus(GROUPS, EVENTS_PER_SECOND)) {
            Page page = pages.blank(1440, 900, ColorScheme.DARK);
            page.navigate(status.url() + "/");
            See.text(page.locator(".panel-note").getByText("groups ·"), "10,000 groups");
            List<Double> measured = new ArrayList<>();
            for (int i = 0; i < TRIES && best(measured) > FRAME_LIMIT_MILLIS; i++) {
                measured.add(((Number) page.evaluate(P95_OF_FRAMES)).doubleValue());
            }

            assertThat(best(measured))
                    .as("p95 of the time between frames, tries: %s", measured)
                    .isLessThanOrEqualTo(FRAME_LIMIT_MILLIS);
            assertThat(status.sent()).isGreaterThan(EVENTS_PER_SECOND);
            assertThat(pages.complaints()).isEmpty();
        }
    }

    private static double best(List<Double> measured) {
        return measured.stream().mapToDouble(Double::doubleValue).min().orElse(Double.MAX_VALUE);
    }
}
