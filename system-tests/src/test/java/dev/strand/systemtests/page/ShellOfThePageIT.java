package dev.strand.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300)
@ExtendWith(OnThePage.class)
class ShellOfThePageIT {
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void shouldSayThatTheServerIsGoneAndGoOnByItselfWhenItIsBack(Strand strand, Pages pages) {
        String group = "restart-" + mark;
        strand.submit("before-" + mark, group, "{}");
        Page page = pages.open("/tasks?group=" + group);
        See.count(page.locator("tr[data-task]"), 1);
        See.text(page.locator("[data-test=live]"), "Live");

        strand.kill();
        See.text(page.locator("[data-test=live]"), "Reconnecting");
        See.count(page.locator("tr[data-task]"), 1);
        strand.restart();

        See.text(page.locator("[data-test=live]"), "Live");
        strand.submit("after-" + mark, group, "{}");
        page.locator("[data-test=new-pill]").click();
        See.count(page.locator("tr[data-task]"), 2);
        assertThat(pages.complaints()).isEmpty();
    }

    @Test
    void shouldStandStillWhileFrozenAndCatchUpAfterwards(Strand strand, Pages pages) {
        String group = "frozen-" + mark;
        strand.submit("one-" + mark, group, "{}");
        Page page = pages.open("/tasks?group=" + group);
        See.count(page.locator("tr[data-task]"), 1);

        page.keyboard().press("f");
        See.text(page.locator("[data-test=live]"), "Frozen");
        strand.submit("two-" + mark, group, "{}");
        strand.get("/api/tasks/two-" + mark + "?wait=PT20S&until=terminal");
        See.count(page.locator("[data-test=new-pill]"), 0);
        page.keyboard().press("f");

        See.count(page.locator("tr[data-task]"), 2);
    }

    @Test
    void shouldOfferNoActionsToThoseWhoMayOnlyLook(Strand strand, Pages pages) {
        strand.submit("seen-" + mark, "seen-" + mark, "{}");
        Page page = pages.blank(1440, 900, ColorScheme.LIGHT);
        page.route(
                "**/api/me",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("application/json")
                                        .setBody("{\"name\":\"eve\",\"roles\":[\"viewer\"]}")));

        page.navigate(pages.url() + "/tasks/seen-" + mark + "?inspect=seen-" + mark);

        See.text(page.locator("[data-test=task-state]"), "Completed");
        See.text(page.locator("[data-test=read-only]"), "Read only");
        See.text(page.locator("[data-test=inspector] h2"), "seen-" + mark);
        See.count(page.locator("[data-test=group-actions]"), 0);
        See.count(page.getByText("Retry", new Page.GetByTextOptions().setExact(true)), 0);
        See.count(page.locator("a[href='/submit']"), 0);
    }

    @Test
    void shouldReadOneStreamForAllTabsOfABrowser(Pages pages) {
        Page first = pages.open("/");
        See.text(first.locator("[data-test=live]"), "Live");
        List<Request> streams = new CopyOnWriteArrayList<>();
        Page second = first.context().newPage();
        second.onRequest(request -> {
            if (request.url().endsWith("/api/events")) {
                streams.add(request);
            }
        });

        second.navigate(pages.url() + "/tasks");

        See.text(second.locator("[data-test=live]"), "Live");
        assertThat(streams).isEmpty();
        first.close();
        second.waitForCondition(() -> !streams.isEmpty());
        See.text(second.locator("[data-test=live]"), "Live");
    }
}
