package dev.strand.benchmarks.run;

import dev.strand.benchmarks.audit.Audit;
import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.drain.DrainMain;
import dev.strand.benchmarks.drain.Drained;
import dev.strand.benchmarks.drain.Workload;
import dev.strand.benchmarks.scenario.Scenario;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries out a plan, round by round. For one thread. */
public final class Runs {
    private static final double BROKER_WARM_UP = 0.3;
    private static final String HEAP = "2g";
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Bed bed;
    private final Plan plan;
    private final Progress progress;

    /** Runs on this bed. */
    public Runs(Bed bed, Plan plan, Progress progress) {
        this.bed = bed;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * All rounds of all scenarios; the contenders take turns within each round. A short round of
     * every contender that does not count comes first, for the sake of the broker, which all share.
     */
    public List<Round> all() {
        List<Round> rounds = new ArrayList<>();
        if (!plan.scenarios().isEmpty()) {
            Scenario first = plan.scenarios().getFirst().scaled(BROKER_WARM_UP);
            plan.order(0).forEach(contender -> round(first, 0, contender));
        }
        for (Scenario scenario : plan.scenarios()) {
            for (int number = 1; number <= plan.rounds(); number++) {
                for (Contender contender : plan.order(number)) {
                    Round round = round(scenario, number, contender);
                    progress.line(summary(round));
                    rounds.add(round);
                }
            }
        }
        return rounds;
    }

    private Round round(Scenario scenario, int number, Contender contender) {
        String name = "%s-%d-%s".formatted(scenario.name(), number, contender.slug());
        String prefix = "bench-" + name + ".";
        Scenario warmUp = scenario.beforehand();
        Workload warm = workload(prefix + "warm.", warmUp, contender, null);
        Workload measured = workload(prefix, scenario, contender, recording(name));
        progress.say(name + ": writing " + (warmUp.tasks() + scenario.tasks()) + " tasks");
        bed.prepare(warm, warmUp);
        bed.prepare(measured, scenario);
        Measured result = drain(name, contender, warm, measured);
        progress.say(name + ": reading the outcomes");
        Audit audit = Audit.of(contender, measured);
        long changelogRecords = bed.changelogRecords(measured);
        bed.discard(prefix);
        return new Round(
                scenario,
                number,
                contender,
                plan.concurrencyOf(contender),
                result.drained(),
                audit,
                result.brokerCpu().toMillis(),
                changelogRecords);
    }

    private Workload workload(
            String prefix, Scenario scenario, Contender contender, @Nullable Path recording) {
        return new Workload(
                bed.bootstrapServers(),
                prefix,
                scenario.tasks(),
                scenario.handlerMillis(),
                plan.concurrencyOf(contender),
                bed.path("state-" + prefix).toString(),
                recording == null ? null : recording.toString());
    }

    private @Nullable Path recording(String name) {
        Path directory = plan.recordings();
        return directory == null ? null : directory.resolve(name + ".jfr");
    }

    private record Measured(Drained drained, Duration brokerCpu) {}

    private Measured drain(String name, Contender contender, Workload warm, Workload measured) {
        JavaCommand command =
                JavaProcess.of(DrainMain.class.getName())
                        .maxHeap(HEAP)
                        .output(bed.path(name + ".log"));
        DrainMain.arguments(contender, warm, measured).forEach(command::arguments);
        try (JavaProcess process = command.start();
                Follower follower = new Follower(process, name, progress)) {
            follower.start();
            process.awaitLine(DrainMain.WARM, LIMIT);
            Duration before = bed.brokerCpu();
            String result =
                    process.awaitLine(
                            line -> line.startsWith(DrainMain.RESULT), "its result", LIMIT);
            Duration brokerCpu = bed.brokerCpu().minus(before);
            process.awaitExit(LIMIT);
            return new Measured(DrainMain.result(result), brokerCpu);
        }
    }

    private static String summary(Round round) {
        return String.format(
                Locale.ROOT,
                "%-6s round %d  %-17s %,9.0f tasks/s  (%.1f s, first handler after %.1f s)%s",
                round.scenario().name(),
                round.number(),
                round.contender().title(),
                round.perSecond(),
                round.drained().drainNanos() / 1e9,
                round.drained().startMillis() / 1e3,
                round.failures().isEmpty() ? "" : "  BROKEN: " + round.failures().getFirst());
    }
}
