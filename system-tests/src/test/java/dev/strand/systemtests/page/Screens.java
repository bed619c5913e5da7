package dev.strand.systemtests.page;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Every screen of the page, with something on it. */
final class Screens {
    private static final String GROUP = "customer-17";

    private Screens() {}

    /** A screen: its name, its address, and what must be there before it is looked at. */
    record Screen(String name, String path, String sign) {
        void open(Page page, String url) {
            page.navigate(url + path);
            page.waitForSelector(sign);
            page.waitForFunction("() => document.fonts.status === 'loaded'");
        }
    }

    static List<Screen> all() {
        return List.of(
                new Screen("overview", "/", "[data-test=lane]"),
                new Screen("groups", "/groups", "[data-test=group-table] tr"),
                new Screen("group", "/groups?inspect=" + GROUP, "[data-test=why]"),
                new Screen("tasks", "/tasks", "[data-test=task-table]"),
                new Screen("task", "/tasks/invoice-4", "[data-test=timeline]"),
                new Screen("failed", "/tasks/refund-1", "[data-test=why] .error-box"),
                new Screen("submit", "/submit", "[data-test=payload]"),
                new Screen("scheduled", "/scheduled", "[data-test=task-table]"),
                new Screen("dead-letters", "/dead-letters", "[data-test=dead-letters]"),
                new Screen("processors", "/processors", "h1"),
                new Screen("activity", "/activity", "h1"));
    }

    /** Submits what the screens show: a long queue behind a failing head, a failure, a schedule. */
    static void fill(Strand strand) {
        for (int i = 1; i <= 12; i++) {
            boolean isFailing = i == 4;
            strand.submit(
                    "invoice-" + i,
                    GROUP,
                    isFailing
                            ? "{\"failTimes\":500,\"message\":\"POST /v2/render timed out\"}"
                            : "{\"sleepMs\":50}",
                    "\"retry\":{\"maxAttempts\":50,\"initialDelay\":\"PT20S\",\"maxDelay\":\"PT20S\"}",
                    "\"labels\":{\"tenant\":\"acme\"}");
        }
        strand.submit(
                "refund-1",
                "customer-42",
                "{\"failPermanently\":true,\"message\":\"no such account\"}");
        strand.submit("reminder-1", "customer-42", "{}", "\"notBefore\":\"2099-01-01T08:00:00Z\"");
        for (Map.Entry<String, Integer> each :
                Map.of("account-9", 9, "device-7f3a", 6, "order-88120", 4, "tenant-eu-09", 7)
                        .entrySet()) {
            for (int i = 1; i <= each.getValue(); i++) {
                strand.submit(
                        each.getKey() + "-" + i,
                        each.getKey(),
                        "{\"sleepMs\":" + (3_000 + 100 * i) + ",\"steps\":10}");
            }
        }
        strand.get("/api/tasks/refund-1?wait=PT30S&until=terminal");
        strand.get("/api/tasks/invoice-4?wait=PT30S&until=started");
    }
}
