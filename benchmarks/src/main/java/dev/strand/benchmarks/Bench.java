package dev.strand.benchmarks;

import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.latency.LatencyRun;
import dev.strand.benchmarks.live.LiveRun;
import dev.strand.benchmarks.pages.PagesRun;
import dev.strand.benchmarks.report.Comparison;
import dev.strand.benchmarks.report.JsonReport;
import dev.strand.benchmarks.report.TextReport;
import dev.strand.benchmarks.run.Bed;
import dev.strand.benchmarks.run.Plan;
import dev.strand.benchmarks.run.Progress;
import dev.strand.benchmarks.run.Round;
import dev.strand.benchmarks.run.Runs;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The load runs: Strand beside Confluent Parallel Consumer 0.5.3.3 on one broker, round by round in
 * turns, with the order checkers on. Both run with the same Kafka client, heap, JVM options and
 * backlog, each in a JVM of its own that has drained a warm-up backlog before; the clock runs from
 * the first handler to the acknowledgement of the last outcome. Ends with status 1 if a promise was
 * broken.
 */
public final class Bench {
    private Bench() {}

    /** Runs what the command line asks for; {@code --help} lists the options. */
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(BenchOptions.USAGE);
            return;
        }
        BenchOptions options;
        try {
            options = BenchOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(BenchOptions options) throws IOException {
        if (options.profile != null) {
            Files.createDirectories(options.profile);
        }
        Progress progress = new Progress(System.out, isTerminal());
        progress.say("starting a broker");
        try (Bed bed = Bed.make(options.isKept)) {
            List<Round> rounds = new Runs(bed, plan(options), progress).all();
            List<Comparison> comparisons = Comparison.of(rounds);
            System.out.println();
            if (!rounds.isEmpty()) {
                TextReport.of(comparisons).forEach(System.out::println);
            }
            if (options.json != null) {
                JsonReport.write(options.json, comparisons);
            }
            if (options.isWith(BenchOptions.LATENCY)) {
                LatencyRun.on(bed, progress).forEach(System.out::println);
            }
            if (options.isWith(BenchOptions.PAGES)) {
                PagesRun.on(bed, progress, options.scale, options.profile)
                        .forEach(System.out::println);
            }
            if (options.isWith(BenchOptions.LIVE)) {
                LiveRun.on(bed, progress, options.profile).forEach(System.out::println);
            }
            if (options.profile != null) {
                System.out.println("flight recordings are in " + options.profile);
            }
            return rounds.stream().allMatch(round -> round.failures().isEmpty());
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static Plan plan(BenchOptions options) {
        List<Contender> contenders = new ArrayList<>(List.of(Contender.values()));
        if (options.isWithoutPeer) {
            contenders.remove(Contender.PARALLEL_CONSUMER);
        }
        if (options.isWithoutStrand) {
            contenders.remove(Contender.STRAND);
        }
        int peer = options.peerConcurrency > 0 ? options.peerConcurrency : options.concurrency;
        return new Plan(
                options.drains(),
                contenders,
                options.rounds,
                Map.of(Contender.STRAND, options.concurrency, Contender.PARALLEL_CONSUMER, peer),
                options.profile);
    }
}
