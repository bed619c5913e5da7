package dev.strand.benchmarks.pages;

import dev.strand.benchmarks.status.Work;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A day of work: the first 95 of a hundred tasks have ended, 89 of them well, and the rest waits,
 * runs or is retried in a quarter of the groups. One task in ten belongs to one enormous group.
 *
 * @param tasks how many
 * @param began when the first was submitted; the last one a day later
 */
record History(int tasks, Instant began) implements Work {
    static final int GROUPS = 20_000;
    static final int LIVE_GROUPS = 5_000;
    static final int TYPES = 10;
    static final int TENANTS = 1_000;
    static final String BIG_GROUP = "group-big";
    static final Duration DAY = Duration.ofDays(1);

    private static final int BIG_ONE_IN = 10;
    private static final double ENDED = 0.95;
    private static final List<String> CHANNELS = List.of("mail", "sms", "push", "letter");
    private static final RawJson PAYLOAD =
            RawJson.of(
                    "{\"to\":\"ada@example.org\",\"subject\":\"Your invoice of November\","
                            + "\"template\":\"invoice\",\"amount\":129.9,\"currency\":\"EUR\"}");

    @Override
    public Task task(int number) {
        return new Task(
                groupId(number),
                taskId(number),
                "type-" + number % TYPES,
                PAYLOAD,
                options(number),
                submittedAt(number),
                null);
    }

    static String taskId(int number) {
        return "task-" + number;
    }

    private String groupId(int number) {
        if (number % BIG_ONE_IN == 0) {
            return BIG_GROUP;
        }
        return "group-" + number % (isEnded(number) ? GROUPS : LIVE_GROUPS);
    }

    private boolean isEnded(int number) {
        return number < tasks * ENDED;
    }

    private Instant submittedAt(int number) {
        return began.plusMillis(DAY.toMillis() * number / tasks);
    }

    private TaskOptions options(int number) {
        return new TaskOptions(
                TaskOptions.DEFAULT_PRIORITY,
                notBefore(number),
                null,
                TaskOptions.DEFAULT_TIMEOUT,
                RetryPolicy.DEFAULT,
                OnFailure.CONTINUE,
                Map.of(
                        "tenant",
                        "tenant-" + dice(number, 1) % TENANTS,
                        "channel",
                        CHANNELS.get((int) (dice(number, 2) % CHANNELS.size()))));
    }

    private @Nullable Instant notBefore(int number) {
        boolean isScheduled = !isEnded(number) && !isFirstOfItsGroup(number) && percent(number) < 5;
        return isScheduled ? began.plus(DAY).plus(DAY) : null;
    }

    private boolean isFirstOfItsGroup(int number) {
        return number < tasks * ENDED + LIVE_GROUPS;
    }

    @Override
    public List<FactStatus> facts(int number) {
        long percent = percent(number);
        if (!isEnded(number)) {
            if (!isFirstOfItsGroup(number) || percent >= 50) {
                return List.of();
            }
            return List.of(percent < 30 ? FactStatus.STARTED : FactStatus.RETRYING);
        }
        if (percent < 89) {
            return List.of(FactStatus.COMPLETED);
        }
        if (percent < 95) {
            return List.of(FactStatus.FAILED);
        }
        return List.of(percent < 98 ? FactStatus.CANCELLED : FactStatus.EXPIRED);
    }

    @Override
    public Instant happenedAt(int number) {
        return submittedAt(number).plusMillis(20);
    }

    private static long percent(int number) {
        return dice(number, 3) % 100;
    }

    /** A number from 0 on that looks random and is the same for the same task. */
    private static long dice(int number, int salt) {
        long mixed = (number * 4L + salt) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 27) >>> 1;
    }
}
