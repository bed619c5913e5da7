package dev.strand.testing.model;

import dev.strand.core.log.Task;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the handler of a task of a random program does. It travels in the labels of the task, so
 * that handler and model read the same.
 *
 * @param sleepMillis how long an attempt takes, 0 or more
 * @param failingAttempts attempts up to this one fail, 0 for none
 * @param refusedRuns runs up to this one fail for good at their first attempt, 0 for none
 * @param hangs whether the first run never returns unless it is interrupted
 */
public record Script(int sleepMillis, int failingAttempts, int refusedRuns, boolean hangs) {
    /** A longer timeout is never reached by a test. */
    private static final Duration REACHED = Duration.ofMinutes(1);

    /** The script that these labels say. */
    public static Script of(Map<String, String> labels) {
        return new Script(
                number(labels, "sleep"),
                number(labels, "fail"),
                number(labels, "refuse"),
                labels.containsKey("hang"));
    }

    private static int number(Map<String, String> labels, String name) {
        return Integer.parseInt(labels.getOrDefault(name, "0"));
    }

    /** The labels that say this script. */
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        put(labels, "sleep", sleepMillis);
        put(labels, "fail", failingAttempts);
        put(labels, "refuse", refusedRuns);
        put(labels, "hang", hangs ? 1 : 0);
        return labels;
    }

    private static void put(Map<String, String> labels, String name, int value) {
        if (value != 0) {
            labels.put(name, Integer.toString(value));
        }
    }

    /** Whether attempts of this run return only when they are interrupted. */
    public boolean hangsIn(int run) {
        return hangs && run == 1;
    }

    /** How a run of a task ends that is left alone, or null where it does not. */
    static @Nullable TaskStatus outcome(Task task, int run) {
        Script script = of(task.options().labels());
        int maxAttempts = task.options().retry().maxAttempts();
        if (script.hangsIn(run)) {
            return timesOut(task) ? TaskStatus.FAILED : null;
        }
        boolean fails = run <= script.refusedRuns() || script.failingAttempts() >= maxAttempts;
        return fails ? TaskStatus.FAILED : TaskStatus.COMPLETED;
    }

    /** How many attempts a run takes that is left alone and never loses one with its process. */
    static int attempts(Task task, int run) {
        Script script = of(task.options().labels());
        int maxAttempts = task.options().retry().maxAttempts();
        if (script.hangsIn(run)) {
            return maxAttempts;
        }
        return run <= script.refusedRuns()
                ? 1
                : Math.min(script.failingAttempts() + 1, maxAttempts);
    }

    private static boolean timesOut(Task task) {
        return task.options().timeout().compareTo(REACHED) < 0;
    }
}
