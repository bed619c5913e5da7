package dev.strand.quickstart.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Decides what the demonstration submits: an endless sequence of tasks, the same for the same seed.
 * Most are quick, some slow with progress, some fail and are retried, a few fail for good. A few
 * groups are far busier than the others, and now and then one gets a whole burst, so that there are
 * queues to look at; no group gets more than it can do in the long run. A few tasks are for the
 * handlers {@code data} and {@code image}. Not thread-safe.
 */
final class DemoPlan {
    private static final String DEMO = "demo";
    private static final int CUSTOMERS = 60;
    private static final int TENANTS = 4;
    private static final int BURST_TASKS = 12;

    /** One task in so many starts a burst. */
    private static final int BURST_EVERY = 30;

    /** A larger number makes busy groups busier. */
    private static final double SKEW = 1.6;

    private final Random random;
    private final String idPrefix;
    private final Deque<String> burst = new ArrayDeque<>();
    private long made;

    /**
     * A plan.
     *
     * @param seed the same one gives the same tasks but for their ids
     * @param idPrefix makes the ids of this start different from those of every other one
     */
    DemoPlan(long seed, String idPrefix) {
        this.random = new Random(seed);
        this.idPrefix = idPrefix;
    }

    /** The next task. */
    DemoTask next() {
        String groupId = nextGroup();
        made++;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", DEMO);
        body.put("taskId", "%s-%06d".formatted(idPrefix, made));
        body.put("groupId", groupId);
        body.put("labels", Map.of("tenant", "tenant-" + (1 + random.nextInt(TENANTS))));
        if (random.nextInt(10) == 0) {
            body.put("priority", 1 + random.nextInt(10));
        }
        int kind = random.nextInt(100);
        if (kind < 5) {
            transform(body);
        } else if (kind < 8) {
            shrink(body, groupId);
        } else {
            fill(body, random.nextInt(100));
        }
        return new DemoTask(body);
    }

    private void transform(Map<String, Object> body) {
        body.put("type", "data");
        List<Map<String, Object>> lines =
                List.of(line("tea", between(1, 9)), line("cups", between(1, 4)));
        body.put(
                "payload",
                Map.of(
                        "expression",
                        "{ 'order': order, 'total': $sum(lines.(price * n)), 'items': lines.item }",
                        "input",
                        Map.of("order", made, "lines", lines)));
    }

    private Map<String, Object> line(String item, int n) {
        return Map.of("item", item, "n", n, "price", between(100, 2_000));
    }

    /** Few targets, which are written again and again, so that the directory does not grow. */
    private void shrink(Map<String, Object> body, String groupId) {
        body.put("type", "image");
        body.put(
                "payload",
                Map.of(
                        "operation",
                        "thumbnail",
                        "source",
                        DemoPicture.SOURCE,
                        "target",
                        DemoPicture.ROOT + "/small/" + groupId + ".jpg",
                        "width",
                        between(80, 320)));
    }

    private String nextGroup() {
        if (!burst.isEmpty() && random.nextBoolean()) {
            return burst.pop();
        }
        int rank = (int) (CUSTOMERS * Math.pow(random.nextDouble(), SKEW));
        String groupId = "customer-" + (17 + rank) % CUSTOMERS;
        if (burst.isEmpty() && random.nextInt(BURST_EVERY) == 0) {
            String crowded = "customer-" + random.nextInt(CUSTOMERS);
            for (int i = 0; i < BURST_TASKS; i++) {
                burst.push(crowded);
            }
        }
        return groupId;
    }

    private void fill(Map<String, Object> body, int percentile) {
        if (percentile < 72) {
            body.put("payload", payload("sleepMs", between(20, 400)));
        } else if (percentile < 84) {
            body.put("payload", payload("sleepMs", between(1_500, 5_000), "steps", 5));
        } else if (percentile < 95) {
            body.put(
                    "payload",
                    payload(
                            "sleepMs",
                            between(20, 200),
                            "failTimes",
                            between(1, 2),
                            "message",
                            "try again"));
            body.put("retry", retry(5));
        } else if (percentile < 98) {
            body.put(
                    "payload",
                    payload(
                            "sleepMs",
                            50,
                            "failTimes",
                            10,
                            "message",
                            "the other side does not answer"));
            body.put("retry", retry(3));
        } else {
            body.put(
                    "payload",
                    payload("sleepMs", 50, "failPermanently", true, "message", "no such account"));
        }
    }

    private Map<String, Object> payload(Object... namesAndValues) {
        Map<String, Object> payload = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            payload.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        payload.put("echo", Map.of("order", made));
        return payload;
    }

    private static Map<String, Object> retry(int maxAttempts) {
        return Map.of("maxAttempts", maxAttempts, "initialDelay", "PT0.5S", "maxDelay", "PT5S");
    }

    private int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }
}
