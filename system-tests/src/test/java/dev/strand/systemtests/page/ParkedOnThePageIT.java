package dev.strand.systemtests.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A group that waits for a person, and a head that waits for its next attempt. */
@Timeout(180)
@ExtendWith(OnThePage.class)
class ParkedOnThePageIT {
    private static final String PARKS = "\"onFailure\":\"PARK\"";
    private static final String LONG_WAIT =
            "\"retry\":{\"maxAttempts\":5,\"initialDelay\":\"PT2H\",\"maxDelay\":\"PT2H\"}";

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldSayWhyAGroupNeedsADecisionAndGoOnWithoutTheFailedTask(Strand strand, Pages pages) {
        String group = "parked-" + mark;
        Page page = parked(strand, pages, group);

        page.locator("[data-test=unpark-skip]").click();
        See.text(page.locator("[data-test=confirm]"), "1 later task will start");
        page.locator("[data-test=confirm-yes]").click();

        See.text(page.locator("[data-test=group-state]"), "Idle");
        See.text(page.locator("[data-test=conveyor]"), "held-" + mark);
        strand.get("/api/tasks/held-" + mark + "?wait=PT20S&until=terminal");
    }

    @Test
    void shouldTryTheFailedTaskAgainInItsPlaceBeforeAllThatWaits(Strand strand, Pages pages) {
        String group = "again-" + mark;
        Page page = parked(strand, pages, group);

        page.locator("[data-test=unpark-retry]").click();

        // It fails again, and nothing behind it has started.
        See.text(page.locator(".toast"), "tries its failed task again");
        page.waitForCondition(() ->
                strand.get("/api/tasks/stop-" + mark).contains("\"run\":2,")
                        && strand.get("/api/groups/" + group).contains("PARKED"));
        See.text(page.locator("[data-test=group-state]"), "Needs a decision");
        See.text(page.locator("[data-test=behind]"), "1");
    }

    @Test
    void shouldTryAFailingHeadAgainAtOnce(Strand strand, Pages pages) {
        String group = "head-" + mark;
        strand.submit("head-" + mark, group, "{\"failTimes\":1}", LONG_WAIT);
        strand.submit("next-" + mark, group, "{}");
        Page page = pages.open("/groups?inspect=" + group);
        See.text(page.locator("[data-test=group-state]"), "Blocked");

        page.locator("[data-test=group-actions] [data-test=retry-now]").click();

        See.text(page.locator(".toast"), "is tried again now");
        See.text(page.locator("[data-test=group-state]"), "Idle");
        strand.get("/api/tasks/next-" + mark + "?wait=PT20S&until=terminal");
    }

    @Test
    void shouldTryATaskAgainAtOnceFromItsOwnPage(Strand strand, Pages pages) {
        strand.submit("own-" + mark, "own-" + mark, "{\"failTimes\":1}", LONG_WAIT);
        Page page = pages.open("/tasks/own-" + mark);
        See.text(page.locator("[data-test=task-state]"), "Retrying");

        page.locator("[data-test=task-actions] [data-test=retry-now]").click();

        See.text(page.locator("[data-test=task-state]"), "Completed");
        See.text(page.locator("[data-test=timeline]"), "Attempt 2");
    }

    private Page parked(Strand strand, Pages pages, String group) {
        strand.submit(
                "stop-" + mark,
                group,
                "{\"failPermanently\":true,\"message\":\"the account is closed\"}",
                PARKS);
        strand.submit("held-" + mark, group, "{}");
        Page page = pages.open("/groups?inspect=" + group);
        See.text(page.locator("[data-test=group-state]"), "Needs a decision");
        Locator why = page.locator("[data-test=why]");
        See.text(why, "stop-" + mark);
        See.text(why, "the account is closed");
        See.text(page.locator("[data-test=behind]"), "1");
        return page;
    }
}
