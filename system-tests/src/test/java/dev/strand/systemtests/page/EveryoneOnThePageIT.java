package dev.strand.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever has no mouse, colours of their own, or no liking for things that move. */
@Timeout(300)
@ExtendWith(OnThePage.class)
class EveryoneOnThePageIT {
    /** Marks of states that stand out too little from what they are on, as text. */
    private static final String FAINT_MARKS =
            """
            () => {
              const channels = (color) => color.match(/[\\d.]+/g).map(Number)
              const light = (color) => {
                const [r, g, b] = channels(color).map((value) => value / 255)
                  .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                return 0.2126 * r + 0.7152 * g + 0.0722 * b
              }
              const contrast = (a, b) => {
                const [high, low] = [light(a), light(b)].sort((x, y) => y - x)
                return (high + 0.05) / (low + 0.05)
              }
              const isSolid = (color) => channels(color).length < 4 || channels(color)[3] > 0.9
              const behind = (element) => {
                for (let at = element; at !== null; at = at.parentElement) {
                  const color = getComputedStyle(at).backgroundColor
                  if (isSolid(color)) return color
                }
                return getComputedStyle(document.documentElement).backgroundColor
              }
              const marks = [
                ...[...document.querySelectorAll('.badge, .badge .icon, .conveyor .slot, .chip .icon')]
                  .map((mark) => [mark, getComputedStyle(mark).color, behind(mark)]),
                ...[...document.querySelectorAll('.spark path')]
                  .map((mark) => [mark, getComputedStyle(mark).stroke, behind(mark)]),
                ...[...document.querySelectorAll('.live-dot, .verdict-dot, .timeline-mark, .bar > span, .task-bar > span')]
                  .map((mark) => [mark, getComputedStyle(mark).borderTopColor, behind(mark.parentElement)]),
              ]
              return marks.filter(([, color, ground]) => contrast(color, ground) < 3)
                .map(([mark, color, ground]) => `${mark.className} ${color} on ${ground}`)
            }
            """;

    /** How many different colours that can be told from its ground the wall is drawn with. */
    private static final String COLOURS_OF_THE_WALL =
            """
            () => {
              const canvas = document.querySelector('[data-test=wall]')
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
              const seen = new Set()
              for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`)
              return seen.size
            }
            """;

    private static final String MOVING =
            """
            () => document.getAnimations()
              .filter((each) => each.effect.getComputedTiming().activeDuration > 1)
              .map((each) => each.animationName ?? each.transitionProperty)
            """;

    /** What can be clicked and not be reached by keyboard. */
    private static final String OUT_OF_REACH =
            """
            () => [...document.querySelectorAll('.v-application *')]
              .filter((each) => getComputedStyle(each).cursor === 'pointer' && each.getClientRects().length > 0)
              .filter((each) => each.closest('button, a[href], input, label, select, [tabindex="0"]') === null)
              .filter((each) => !each.closest('tr, .v-field')?.querySelector('button, a[href], input'))
              .map((each) => each.outerHTML.slice(0, 120))
            """;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldShowEveryStateWithForcedColours(Strand strand, Pages pages) {
        Screens.fill(strand);
        Page page = pages.blank(1440, 900, ColorScheme.DARK);
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setForcedColors(ForcedColors.ACTIVE)
                        .setReducedMotion(ReducedMotion.REDUCE));
        List<String> faint = new ArrayList<>();
        for (Screens.Screen screen : Screens.all()) {
            screen.open(page, pages.url());
            ((List<?>) page.evaluate(FAINT_MARKS))
                    .forEach(found -> faint.add(screen.name() + ": " + found));
        }
        assertThat(faint).isEmpty();
        page.navigate(pages.url() + "/groups?q=customer-17");
        See.text(page.locator("[data-test=group-table] tr").last(), "customer-17");
        page.waitForCondition(() -> ((Number) page.evaluate(COLOURS_OF_THE_WALL)).intValue() > 1);
    }

    @Test
    void shouldMoveNothingWhereMotionIsUnwanted(Strand strand, Pages pages) {
        Screens.fill(strand);
        Page page = pages.blank(1440, 900, ColorScheme.DARK);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        List<String> moving = new ArrayList<>();
        for (Screens.Screen screen : Screens.all()) {
            screen.open(page, pages.url());
            // What happens meanwhile must not move either.
            strand.submit("still-" + screen.name() + mark, "still-" + mark, "{\"sleepMs\":50}");
            for (int look = 0; look < 5; look++) {
                ((List<?>) page.evaluate(MOVING))
                        .forEach(found -> moving.add(screen.name() + ": " + found));
                page.waitForTimeout(60);
            }
        }
        assertThat(moving).isEmpty();
    }

    @Test
    void shouldReachWhateverCanBeClickedByKeyboard(Strand strand, Pages pages) {
        Screens.fill(strand);
        Page page = pages.blank(1440, 900, ColorScheme.LIGHT);
        List<String> unreachable = new ArrayList<>();
        for (Screens.Screen screen : Screens.all()) {
            screen.open(page, pages.url());
            ((List<?>) page.evaluate(OUT_OF_REACH))
                    .forEach(found -> unreachable.add(screen.name() + ": " + found));
        }
        assertThat(unreachable).isEmpty();
    }

    @Test
    void shouldPauseAGroupFromTheKeyboardAlone(Strand strand, Pages pages) {
        String group = "keys-" + mark;
        strand.submit("keys-" + mark, group, "{\"sleepMs\":600000}");
        Page page = pages.open("/groups?q=" + group);
        See.text(page.locator("[data-test=group-table] tr").last(), group);

        page.keyboard().press("j");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=inspector] h2"), group);
        tabTo(page, "Pause group…");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=confirm]"), "nothing of this group starts");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=group-state]"), "Paused");
        page.keyboard().press("Escape");

        See.count(page.locator("[data-test=inspector]"), 0);
        page.waitForCondition(
                () -> page.evaluate("() => document.activeElement.tagName").equals("TR"));
    }

    @Test
    void shouldRetryAndCancelTasksFromTheKeyboardAlone(Strand strand, Pages pages) {
        String group = "select-" + mark;
        strand.submit("done-" + mark, group, "{}");
        strand.get("/api/tasks/done-" + mark + "?wait=PT30S&until=terminal");
        Page page = pages.open("/tasks?group=" + group);
        See.count(page.locator("tr[data-task]"), 1);

        page.keyboard().press("j");
        page.keyboard().press("x");
        tabTo(page, "Retry 1…");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=confirm]"), "Retry 1 task?");
        page.keyboard().press("Enter");

        See.text(page.locator(".toast"), "1 task run");
        strand.submit("long-" + mark, group, "{\"sleepMs\":600000}");
        page.navigate(pages.url() + "/tasks/long-" + mark);
        See.text(page.locator("[data-test=task-state]"), "Running");
        tabTo(page, "Cancel…");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=confirm]"), "Its handler is interrupted");
        // What destroys something is not the first answer.
        tabTo(page, "Cancel task");
        page.keyboard().press("Enter");
        See.text(page.locator("[data-test=task-state]"), "Cancelled");
    }

    private static void tabTo(Page page, String text) {
        Locator wanted = page.locator("button:focus", new Page.LocatorOptions().setHasText(text));
        for (int presses = 0; presses < 200; presses++) {
            if (wanted.count() > 0) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("200 times Tab do not lead to: " + text);
    }
}
