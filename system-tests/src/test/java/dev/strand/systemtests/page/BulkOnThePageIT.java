package dev.strand.systemtests.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many tasks at once: counted by the server before, done by the server after a confirmation. */
@Timeout(180)
@ExtendWith(OnThePage.class)
class BulkOnThePageIT {
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldRetryAllThatMatchAfterTellingHowMany(Strand strand, Pages pages) {
        for (int i = 1; i <= 3; i++) {
            fail(strand, "bulk-" + i + "-" + mark, "bulk-" + mark, "gone");
        }
        fail(strand, "other-" + mark, "other-" + mark, "gone");
        Page page = pages.open("/tasks?status=FAILED&group=bulk-" + mark);
        See.count(page.locator("tr[data-task]"), 3);

        page.locator("th input[type=checkbox]").check();
        page.locator("[data-test=bulk]").getByText("Select all that match the filter").click();
        page.locator("[data-test=bulk-retry]").click();
        Locator question = page.locator("[data-test=confirm]");
        See.text(question, "Retry all 3 matching tasks?");
        See.text(question, "3 tasks in 1 group match the filter now");
        page.locator("[data-test=confirm-yes]").click();

        See.text(page.locator(".toast"), "3 tasks run again");
        assertRun(page, pages, "bulk-3-" + mark, 2);
        page.locator("[data-test=earlier-run]").click();
        See.text(page.locator("[data-test=timeline]"), "of run 1");
        assertRun(page, pages, "other-" + mark, 1);
    }

    @Test
    void shouldCancelAllThatMatchOnlyOnceTheirNumberHasBeenTyped(Strand strand, Pages pages) {
        String group = "cancelled-" + mark;
        strand.submit("first-" + mark, group, "{\"sleepMs\":600000}");
        strand.submit("second-" + mark, group, "{}");
        Page page = pages.open("/tasks?group=" + group);
        See.count(page.locator("tr[data-task]"), 2);

        page.locator("th input[type=checkbox]").check();
        page.locator("[data-test=bulk]").getByText("Select all that match the filter").click();
        page.locator("[data-test=bulk-cancel]").click();
        See.text(page.locator("[data-test=confirm]"), "Cancel all 2 matching tasks?");
        See.disabled(page.locator("[data-test=confirm-yes]"));
        page.locator("[data-test=confirm] input").fill("2");
        page.locator("[data-test=confirm-yes]").click();

        See.count(page.locator("tr[data-task] .is-quiet").getByText("Cancelled"), 2);
    }

    @Test
    void shouldRunTheDeadLettersOfOneErrorAgainAfterADryRun(Strand strand, Pages pages) {
        String group = "letters-" + mark;
        fail(strand, "letter-1-" + mark, group, "no such account " + mark);
        fail(strand, "letter-2-" + mark, group, "no such account " + mark);
        fail(strand, "stays-" + mark, "stays-" + mark, "the disk is full");
        Page page = pages.open("/dead-letters?group=" + group);
        Locator letters = page.locator("[data-test=dead-letters] li");
        See.count(letters, 2);

        page.locator("[data-test=redrive-all]").click();
        Locator question = page.locator("[data-test=confirm]");
        See.text(question, "Run all 2 dead letters again?");
        See.text(question, "2 tasks in 1 group match");
        page.locator("[data-test=confirm-no]").click();
        assertRun(page, pages, "letter-1-" + mark, 1);

        page.goBack();
        page.locator("[data-test=redrive-all]").click();
        page.locator("[data-test=confirm-yes]").click();

        See.text(page.locator(".toast"), "2 dead letters run again");
        assertRun(page, pages, "letter-1-" + mark, 2);
        assertRun(page, pages, "letter-2-" + mark, 2);
        assertRun(page, pages, "stays-" + mark, 1);
    }

    @Test
    void shouldClearHistoryOnlyOnceItsNumberHasBeenTyped(Strand strand, Pages pages) {
        String group = "clear-" + mark;
        strand.submit("before-" + mark, group, "{\"sleepMs\":1500}");
        strand.submit("late-" + mark, group, "{}", "\"expiresAt\":\"2020-01-01T00:00:00Z\"");
        strand.get("/api/tasks/late-" + mark + "?wait=PT20S&until=terminal");
        Page page = pages.open("/tasks?group=" + group);
        See.count(page.locator("tr[data-task]"), 2);

        page.locator("[data-test=clear-history]").click();
        Locator clear = page.locator("[data-test=clear]");
        clear.getByLabel("Completed").uncheck();
        clear.getByLabel("Expired").check();
        clear.locator("[data-test=clear-age]").click();
        page.getByRole(AriaRole.OPTION).getByText("all of them").click();
        See.text(page.locator("[data-test=clear-count]"), "match");
        String counted = page.locator("[data-test=clear-count] b").textContent();
        See.disabled(page.locator("[data-test=clear-yes]"));
        page.locator("[data-test=clear-typed] input").fill(counted.replaceAll("\\D", ""));
        page.locator("[data-test=clear-yes]").click();

        See.text(page.locator(".toast"), "being forgotten");
        See.count(page.locator("tr[data-task]"), 1);
        See.text(page.locator("tr[data-task]"), "before-" + mark);
    }

    private static void assertRun(Page page, Pages pages, String taskId, int run) {
        page.navigate(pages.url() + "/tasks/" + taskId);
        See.text(page.locator("[data-test=task-state]"), "Failed");
        See.text(page.locator(".detail-list"), "Run" + run);
    }

    private static void fail(Strand strand, String taskId, String groupId, String message) {
        strand.submit(
                taskId, groupId, "{\"failPermanently\":true,\"message\":\"" + message + "\"}");
        strand.get("/api/tasks/" + taskId + "?wait=PT30S&until=terminal");
    }
}
