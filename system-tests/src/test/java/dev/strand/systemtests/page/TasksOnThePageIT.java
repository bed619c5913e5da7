package dev.strand.systemtests.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(180)
@ExtendWith(OnThePage.class)
class TasksOnThePageIT {
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldShowATaskFromItsSubmissionToItsEndWithoutAReload(Pages pages) {
        Page page = pages.open("/submit");
        page.locator("[data-test=id] input").fill("watched-" + mark);
        page.locator("[data-test=group] input").fill("group-" + mark);
        page.locator("[data-test=payload] textarea")
                .first()
                .fill("{\"sleepMs\":4000,\"steps\":20}");
        page.locator("[data-test=send]").click();

        Locator state = page.locator("[data-test=task-state]");
        assertThat(page).hasURL(Pattern.compile(".*/tasks/watched-" + mark + ".*"));
        See.text(state, "Running");
        assertThat(page.locator("[data-test=progress]"))
                .hasAttribute("aria-valuenow", Pattern.compile("[1-9]\\d?"));
        See.text(state, "Completed");
        See.text(page.locator("[data-test=timeline]"), "Attempt 1");
        Assertions.assertThat(pages.complaints()).isEmpty();
    }

    @Test
    void shouldShowThatATaskWaitsBehindAnotherOneAndThenRuns(Strand strand, Pages pages) {
        strand.submit("first-" + mark, "order-" + mark, "{\"sleepMs\":4000}");
        strand.submit("second-" + mark, "order-" + mark, "{\"sleepMs\":100}");

        Page page = pages.open("/tasks/second-" + mark);

        See.text(page.locator("[data-test=task-state]"), "Queued");
        See.text(page.locator("[data-test=why]"), "first-" + mark);
        See.text(page.locator("[data-test=task-state]"), "Completed");
    }

    @Test
    void shouldCancelATaskAfterSayingWhatThatMeans(Strand strand, Pages pages) {
        strand.submit("long-" + mark, "cancel-" + mark, "{\"sleepMs\":600000}");
        Page page = pages.open("/tasks/long-" + mark);
        See.text(page.locator("[data-test=task-state]"), "Running");

        page.locator("[data-test=task-actions]").getByText("Cancel…").click();
        See.text(page.locator("[data-test=confirm]"), "Its handler is interrupted");
        page.locator("[data-test=confirm-yes]").click();

        See.text(page.locator("[data-test=task-state]"), "Cancelled");
    }

    @Test
    void shouldKeepTheViewOnReloadAndGoBackToTheOneBefore(Strand strand, Pages pages) {
        strand.submit("kept-" + mark, "kept-" + mark, "{}");
        Page page = pages.open("/tasks");
        page.locator("[data-test=filter]").fill("group:kept-" + mark);
        page.locator("[data-test=filter]").press("Enter");
        Locator rows = page.locator("tr[data-task]");
        See.count(rows, 1);

        page.reload();

        See.count(rows, 1);
        assertThat(page.locator("[data-test=filter]")).hasValue("group:kept-" + mark);
        rows.first().click();
        See.text(page.locator("h1"), "kept-" + mark);
        page.goBack();
        See.count(rows, 1);
    }

    @Test
    void shouldCountNewTasksInsteadOfMovingTheRowsUnderThePointer(Strand strand, Pages pages) {
        strand.submit("old-" + mark, "fresh-" + mark, "{}");
        Page page = pages.open("/tasks?group=fresh-" + mark);
        Locator rows = page.locator("tr[data-task]");
        See.count(rows, 1);

        strand.submit("new-1-" + mark, "fresh-" + mark, "{}");
        strand.submit("new-2-" + mark, "fresh-" + mark, "{}");

        See.text(page.locator("[data-test=new-pill]"), "2 new tasks");
        See.count(rows, 1);
        page.locator("[data-test=new-pill]").click();
        See.count(rows, 3);
    }

    @Test
    void shouldFindATaskFromTheKeyboardAlone(Strand strand, Pages pages) {
        strand.submit("sought-" + mark, "sought-" + mark, "{}");
        Page page = pages.open("/");
        See.text(page.locator("[data-test=live]"), "Live");

        page.keyboard().press("/");
        page.getByRole(AriaRole.COMBOBOX).fill("sought-" + mark);
        See.text(page.getByRole(AriaRole.OPTION), "task,");
        page.keyboard().press("Enter");

        See.text(page.locator("h1"), "sought-" + mark);
        page.keyboard().press("g");
        page.keyboard().press("d");
        See.text(page.locator("h1"), "Dead letters");
    }
}
