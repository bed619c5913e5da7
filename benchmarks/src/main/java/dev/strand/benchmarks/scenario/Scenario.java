package dev.strand.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A backlog that is drained.
 *
 * @param name as the command line has it
 * @param title for people
 * @param tasks how many, at least 1
 * @param groups over how many groups, at least 1
 * @param spread how the tasks are spread over the groups
 * @param handlerMillis how long each handler sleeps; 0 for one that returns at once
 * @param warmUp times as many tasks that the same JVM drains before: after 300,000, a quarter of
 *     the processor time measured is still that of the JVM's compilers
 * @param goal times as fast as the peer that Strand wants to be
 */
public record Scenario(
        String name,
        String title,
        int tasks,
        int groups,
        Groups spread,
        int handlerMillis,
        double warmUp,
        double goal) {

    /** Payload bytes of every task. */
    public static final int PAYLOAD_BYTES = 300;

    private static final int MIN_WARM_UP = 2_000;

    /** The drains that a run without options measures, and the optional ones. */
    public static final List<Scenario> ALL =
            List.of(
                    new Scenario("noop", "no-op handlers", 300_000, 2_000, Groups.UNIFORM, 0, 2, 2),
                    new Scenario("sleep", "5 ms handlers", 100_000, 2_000, Groups.UNIFORM, 5, 6, 2),
                    new Scenario("hot", "one hot group", 20_000, 1, Groups.UNIFORM, 0, 1, 1),
                    new Scenario(
                            "zipf", "no-op, zipf groups", 100_000, 2_000, Groups.ZIPF, 0, 6, 1));

    /** Names of the drains that a run without options measures. */
    public static final List<String> DEFAULT_NAMES = List.of("noop", "sleep", "hot");

    /** The drain of this name. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The same with another number of tasks: {@code factor} times as many, at least one. */
    public Scenario scaled(double factor) {
        int scaled = Math.toIntExact(Math.max(1, Math.round(tasks * factor)));
        return new Scenario(name, title, scaled, groups, spread, handlerMillis, warmUp, goal);
    }

    /** What the same JVM drains before this one. */
    public Scenario beforehand() {
        return scaled(Math.max(warmUp, (double) MIN_WARM_UP / tasks));
    }

    /**
     * The most that is possible with so many handlers at once, in tasks per second; empty where
     * handlers take no time.
     */
    public OptionalDouble idealPerSecond(int concurrency) {
        return handlerMillis == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(concurrency, groups) * 1_000.0 / handlerMillis);
    }

    /** The group id of every task, in the order of submission. */
    public List<String> groupIds() {
        List<String> ids = new ArrayList<>(tasks);
        for (int group : spread.choose(tasks, groups)) {
            ids.add("group-" + group);
        }
        return ids;
    }
}
