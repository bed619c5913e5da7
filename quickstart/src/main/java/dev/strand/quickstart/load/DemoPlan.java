package dev.strand.quickstart.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Decides what the demonstration submits: an endless sequence of tasks, the same for the same seed.
 * Most are quick, some slow with progress, some fail and are retried, a few fail for good. A few
 * groups are far busier than the others, and now and then one gets a whole burst, so that there are
 * queues to look at; no group gets more than it can do in the long run. Not thread-safe.
 */
final class DemoPlan {
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
        body.put("type", "demo");
        body.put("taskId", "%s-%06d".formatted(idPrefix, made));
        body.put("groupId", groupId);
        body.put("labels", Map.of("tenant", "tenant-" + (1 + random.nextInt(TENANTS))));
        if (random.nextInt(10) == 0) {
            body.put("priority", 1 + random.nextInt(10));
        }
        fill(body, random.nextInt(100));
        return new DemoTask(body);
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
