package dev.strand.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What axe finds, and whether everything fits on a small phone. */
@Timeout(300)
@ExtendWith(OnThePage.class)
class AccessibilityIT {
    private static final Path AXE =
            Path.of("..", "dashboard", "node_modules", "axe-core", "axe.min.js");

    /** Findings of weight, one a line, with the first element that each is about. */
    private static final String FINDINGS =
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .filter((found) => found.impact === 'serious' || found.impact === 'critical')
              .map((found) => found.id + ': ' + found.nodes.map((node) => node.html.slice(0, 160)
                + ' ' + node.any.concat(node.all).map((check) => check.message).join(' ')).slice(0, 3).join(' | '))
            """;

    @Test
    void shouldHaveNoSeriousFindingOnAnyScreenInBothThemes(Strand strand, Pages pages)
            throws IOException {
        Screens.fill(strand);
        String axe = Files.readString(AXE);
        List<String> found = new ArrayList<>();
        for (ColorScheme colors : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            Page page = pages.blank(1440, 900, colors);
            // What fades in has too little contrast for the moment.
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            for (Screens.Screen screen : Screens.all()) {
                screen.open(page, pages.url());
                page.evaluate(axe);
                Object findings = page.evaluate(FINDINGS);
                if (findings instanceof List<?> list) {
                    list.forEach(each -> found.add(screen.name() + " " + colors + " " + each));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void shouldFitOnAPhoneOf320Pixels(Strand strand, Pages pages) {
        Screens.fill(strand);
        Page page = pages.blank(320, 640, ColorScheme.DARK);
        List<String> tooWide = new ArrayList<>();
        for (Screens.Screen screen : Screens.all()) {
            screen.open(page, pages.url());
            Object excess =
                    page.evaluate(
                            "() => { const main = document.querySelector('.main');"
                                    + " return Math.max(main.scrollWidth - main.clientWidth,"
                                    + " document.documentElement.scrollWidth - innerWidth) }");
            if (!Integer.valueOf(0).equals(excess)) {
                tooWide.add(screen.name() + " by " + excess);
            }
        }
        assertThat(tooWide).isEmpty();
    }
}
