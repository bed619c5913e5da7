package dev.strand.systemtests.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(180)
@ExtendWith(OnThePage.class)
class GroupsOnThePageIT {
    private static final String FAILING = "{\"failTimes\":1000,\"message\":\"the bank is closed\"}";
    private static final String SLOW_RETRY =
            "\"retry\":{\"maxAttempts\":50,\"initialDelay\":\"PT2S\",\"maxDelay\":\"PT2S\"}";

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldTurnRedBehindAFailingHeadAndExplainAndGoOnOnceItIsSkipped(
            Strand strand, Pages pages) {
        String group = "red-" + mark;
        strand.submit("head-" + mark, group, FAILING, SLOW_RETRY);
        strand.submit("behind-" + mark, group, "{}");
        Page page = pages.open("/groups?inspect=" + group);

        See.text(page.locator("[data-test=group-state]"), "Blocked");
        See.text(page.locator("[data-test=why]"), "the bank is closed");
        See.text(page.locator("[data-test=behind]"), "1");
        See.text(row(page, group), "Blocked");

        actions(page).getByText("Skip head…").click();
        See.text(page.locator("[data-test=confirm]"), "1 later task will start, in order");
        page.locator("[data-test=confirm-yes]").click();

        See.text(page.locator("[data-test=group-state]"), "Idle");
        See.text(page.locator("[data-test=conveyor]"), "behind-" + mark);
        strand.get("/api/tasks/behind-" + mark + "?wait=PT20S&until=terminal");
    }

    @Test
    void shouldPauseAGroupAndResumeIt(Strand strand, Pages pages) {
        String group = "paused-" + mark;
        strand.submit("long-" + mark, group, "{\"sleepMs\":8000}");
        strand.submit("held-" + mark, group, "{\"sleepMs\":100}");
        Page page = pages.open("/groups?inspect=" + group);

        actions(page).getByText("Pause group…").click();
        See.text(page.locator("[data-test=confirm]"), "nothing of this group starts");
        page.locator("[data-test=confirm-yes]").click();
        See.text(page.locator("[data-test=group-state]"), "Paused");
        See.text(page.locator("[data-test=why]"), "aused");

        actions(page).getByText("Resume group").click();

        See.text(page.locator("[data-test=group-state]"), "Idle");
        assertThat(page.locator("[data-test=conveyor] .is-ok")).hasCount(2);
    }

    @Test
    void shouldRunADeadLetterAgain(Strand strand, Pages pages) {
        strand.submit("dead-" + mark, "dead-" + mark, "{\"failPermanently\":true}");
        Page page = pages.open("/dead-letters?group=dead-" + mark);
        Locator letter = page.locator("[data-test=dead-letters] li");
        See.count(letter, 1);
        See.text(letter, "PermanentFailureException");

        letter.getByRole(AriaRole.CHECKBOX).check();
        page.locator("[data-test=redrive]").click();
        See.text(page.locator("[data-test=confirm]"), "1 group is touched");
        page.locator("[data-test=confirm-yes]").click();

        page.navigate(pages.url() + "/tasks/dead-" + mark);
        See.text(page.locator("[data-test=task-state]"), "Failed");
        See.text(page.locator(".detail-list"), "Run2");
    }

    @Test
    void shouldOpenAGroupFromTheWallByKeyboard(Strand strand, Pages pages) {
        strand.submit("wall-" + mark, "wall-" + mark, "{\"sleepMs\":60000}");
        Page page = pages.open("/groups?q=wall-" + mark);
        See.text(page.locator(".panel-note").last(), "1 group");

        page.locator("[data-test=wall]").focus();
        page.keyboard().press("ArrowRight");
        See.text(page.locator(".wall-tip"), "wall-" + mark);
        page.keyboard().press("Enter");

        See.text(page.locator("[data-test=inspector] h2"), "wall-" + mark);
        page.goBack();
        See.count(page.locator("[data-test=inspector]"), 0);
    }

    @Test
    void shouldFindAGroupThatIsIdleInTheListAndInThePalette(Strand strand, Pages pages) {
        String group = "idle-" + mark;
        strand.submit("idle-" + mark, group, "{}");
        strand.get("/api/tasks/idle-" + mark + "?wait=PT20S&until=terminal");
        Page page = pages.open("/groups");

        page.locator("[data-test=group-search] input").fill(group.substring(0, 9));
        See.text(row(page, group), "Idle");
        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.COMBOBOX).fill(group);
        See.text(
                page.getByRole(AriaRole.OPTION)
                        .filter(new Locator.FilterOptions().setHasText("group,")),
                "group, idle");
    }

    private static Locator row(Page page, String group) {
        return page.locator("[data-test=group-table] tr")
                .filter(new Locator.FilterOptions().setHasText(group));
    }

    private static Locator actions(Page page) {
        return page.locator("[data-test=group-actions]");
    }
}
