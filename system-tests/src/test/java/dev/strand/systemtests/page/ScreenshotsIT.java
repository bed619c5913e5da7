package dev.strand.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.strand.quickstart.load.DemoLoad;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes the pictures of the documentation, where asked: {@code mvn verify -pl system-tests -am
 * -Dit.test=ScreenshotsIT -Dstrand.screenshots=true}.
 */
@Timeout(600)
@ExtendWith(OnThePage.class)
@EnabledIfSystemProperty(named = "strand.screenshots", matches = "true")
class ScreenshotsIT {
    /** Tasks a second in the background. */
    private static final int LOAD = 30;

    private static final Path FOLDER = Path.of("..", "docs", "screenshots");

    @Test
    void shouldTakeEveryScreenInDarkAndLightAndOnAPhone(Strand strand, Pages pages) {
        try (DemoLoad load = DemoLoad.start(URI.create(strand.url()), LOAD, 17)) {
            Screens.fill(strand);
            act(strand);
            take(strand, pages, "dark", 1440, 1000, ColorScheme.DARK);
            take(strand, pages, "light", 1440, 1000, ColorScheme.LIGHT);
            take(strand, pages, "phone", 390, 844, ColorScheme.DARK);
            assertThat(load.accepted()).isPositive();
        }
    }

    /** What people do in a day: it is on the screens of groups and of activity. */
    private static void act(Strand strand) {
        strand.submit(
                "ledger-1",
                "ledger-eu",
                "{\"failPermanently\":true,\"message\":\"the books are closed\"}",
                "\"onFailure\":\"PARK\"");
        for (int i = 2; i <= 5; i++) {
            strand.submit("ledger-" + i, "ledger-eu", "{}");
        }
        strand.post(
                "/api/groups/device-7f3a/pause",
                "{\"reason\":\"waits for new firmware\",\"by\":\"ada\"}");
        strand.post("/api/tasks/refund-1/retry", "{\"by\":\"grace\"}");
        strand.post(
                "/api/tasks/tenant-eu-09-7/cancel",
                "{\"reason\":\"the customer has left\",\"by\":\"ada\"}");
        strand.get("/api/tasks/ledger-1?wait=PT30S&until=terminal");
    }

    private static void take(
            Strand strand, Pages pages, String name, int width, int height, ColorScheme colors) {
        Screens.fill(strand);
        Page page = pages.blank(width, height, colors);
        for (Screens.Screen screen : Screens.all()) {
            screen.open(page, pages.url());
            page.waitForTimeout("overview".equals(screen.name()) ? 12_000 : 2_500);
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(FOLDER.resolve(screen.name() + "-" + name + ".png")));
        }
    }
}
