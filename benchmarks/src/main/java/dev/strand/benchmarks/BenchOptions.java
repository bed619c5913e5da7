package dev.strand.benchmarks;

import dev.strand.benchmarks.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. Mutable while it is read. */
final class BenchOptions {
    /** From the posting of a task to the start of its handler. */
    static final String LATENCY = "latency";

    /** Pages of the status API over a million tasks. */
    static final String PAGES = "pages";

    /** What clients of live events cost the status API. */
    static final String LIVE = "live";

    private static final List<String> NO_DRAINS = List.of(LATENCY, PAGES, LIVE);

    static final String USAGE =
            """
            Usage: strand bench [options]

              --scenario NAMES        of noop, sleep, hot, zipf, latency, pages, live; by default noop,sleep,hot,latency
              --rounds N              rounds of every scenario, 3 by default; the contenders take turns
              --scale FACTOR          so many times the tasks of each scenario
              --quick                 a look: --rounds 1 --scale 0.1
              --concurrency N         handlers at once, 1000 by default
              --peer-concurrency N    the same for the peer alone
              --strand-only           without the peer
              --peer-only             without Strand
              --profile DIRECTORY     flight recordings of all drains and of the status API, by file name
              --json FILE             writes the numbers of the drains there, too
              --keep                  leaves the logs and the broker's data behind
            """;

    private static final int DEFAULT_ROUNDS = 3;
    private static final int DEFAULT_CONCURRENCY = 1_000;
    private static final double QUICK = 0.1;

    List<String> scenarios = withLatency();
    int rounds = DEFAULT_ROUNDS;
    double scale = 1;
    int concurrency = DEFAULT_CONCURRENCY;
    int peerConcurrency;
    boolean isWithoutPeer;
    boolean isWithoutStrand;
    boolean isKept;
    @Nullable Path profile;
    @Nullable Path json;

    private BenchOptions() {}

    private static List<String> withLatency() {
        List<String> names = new ArrayList<>(Scenario.DEFAULT_NAMES);
        names.add(LATENCY);
        return names;
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static BenchOptions parse(String... arguments) {
        BenchOptions options = new BenchOptions();
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        while (!left.isEmpty()) {
            options.take(left.removeFirst(), left);
        }
        return options;
    }

    private void take(String option, Deque<String> left) {
        switch (option) {
            case "--scenario" -> scenarios = names(value(option, left));
            case "--rounds" -> rounds = positive(option, left);
            case "--scale" -> scale = factor(option, value(option, left));
            case "--quick" -> {
                rounds = 1;
                scale = QUICK;
            }
            case "--concurrency" -> concurrency = positive(option, left);
            case "--peer-concurrency" -> peerConcurrency = positive(option, left);
            case "--strand-only" -> isWithoutPeer = true;
            case "--keep" -> isKept = true;
            case "--peer-only" -> isWithoutStrand = true;
            case "--profile" -> profile = Path.of(value(option, left)).toAbsolutePath();
            case "--json" -> json = Path.of(value(option, left)).toAbsolutePath();
            default -> throw new IllegalArgumentException("there is no option " + option);
        }
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value after it, got: nothing");
        }
        return left.removeFirst();
    }

    private static int positive(String option, Deque<String> left) {
        String value = value(option, left);
        if (!value.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(
                    option + " must be a whole number from 1 to 9999999, got: " + value);
        }
        return Integer.parseInt(value);
    }

    private static double factor(String option, String value) {
        if (!value.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") || Double.parseDouble(value) == 0) {
            throw new IllegalArgumentException(
                    option + " must be a number above 0 like 0.1, got: " + value);
        }
        return Double.parseDouble(value);
    }

    private static List<String> names(String value) {
        List<String> names = List.of(value.split(","));
        for (String name : names) {
            if (!NO_DRAINS.contains(name) && Scenario.named(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "--scenario must name noop, sleep, hot, zipf, latency, pages or live, got: "
                                + name);
            }
        }
        return names;
    }

    /** The drains that were asked for. */
    List<Scenario> drains() {
        return scenarios.stream()
                .flatMap(name -> Scenario.named(name).stream())
                .map(scenario -> scenario.scaled(scale))
                .toList();
    }

    /** Whether a scenario was asked for that only Strand can run. */
    boolean isWith(String name) {
        return scenarios.contains(name) && !isWithoutStrand;
    }
}
