package dev.strand.benchmarks.run;

import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param scenarios in this order
 * @param contenders in this order in odd rounds, the other way round in even ones
 * @param rounds of each scenario
 * @param concurrency most handlers at once, per contender
 * @param recordings directory for a flight recording of every drain, or null for none
 */
public record Plan(
        List<Scenario> scenarios,
        List<Contender> contenders,
        int rounds,
        Map<Contender, Integer> concurrency,
        @Nullable Path recordings) {

    /** Keeps unmodifiable copies. */
    public Plan {
        scenarios = List.copyOf(scenarios);
        contenders = List.copyOf(contenders);
        concurrency = Map.copyOf(concurrency);
    }

    /** The contenders in the order of this round: who goes first takes turns. */
    List<Contender> order(int round) {
        return round % 2 == 1 ? contenders : contenders.reversed();
    }

    int concurrencyOf(Contender contender) {
        return concurrency.getOrDefault(contender, 1);
    }
}
