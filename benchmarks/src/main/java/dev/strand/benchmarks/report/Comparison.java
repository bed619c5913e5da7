package dev.strand.benchmarks.report;

import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.run.Round;
import dev.strand.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rounds of one scenario, side by side.
 *
 * @param scenario what was drained
 * @param rounds of all contenders, at least one
 * @param perSecond tasks per second of each contender that took part
 * @param ratio how many times as fast as the peer Strand was, round by round; null if one of them
 *     did not take part
 */
public record Comparison(
        Scenario scenario,
        List<Round> rounds,
        Map<Contender, Spread> perSecond,
        @Nullable Spread ratio) {

    /** One comparison for each scenario, in the order of the rounds. */
    public static List<Comparison> of(List<Round> rounds) {
        return rounds.stream().map(Round::scenario).distinct().map(s -> of(s, rounds)).toList();
    }

    private static Comparison of(Scenario scenario, List<Round> all) {
        List<Round> rounds = all.stream().filter(r -> r.scenario().equals(scenario)).toList();
        Map<Contender, Spread> perSecond = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            List<Double> rates =
                    rounds.stream()
                            .filter(r -> r.contender() == contender)
                            .map(Round::perSecond)
                            .toList();
            if (!rates.isEmpty()) {
                perSecond.put(contender, Spread.of(rates));
            }
        }
        List<Double> ratios = ratios(rounds);
        return new Comparison(
                scenario, rounds, perSecond, ratios.isEmpty() ? null : Spread.of(ratios));
    }

    private static List<Double> ratios(List<Round> rounds) {
        Map<Integer, Map<Contender, Double>> byNumber =
                rounds.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Round::number,
                                        TreeMap::new,
                                        Collectors.toMap(Round::contender, Round::perSecond)));
        List<Double> ratios = new ArrayList<>();
        for (Map<Contender, Double> rates : byNumber.values()) {
            Double strand = rates.get(Contender.STRAND);
            Double peer = rates.get(Contender.PARALLEL_CONSUMER);
            if (strand != null && peer != null) {
                ratios.add(strand / peer);
            }
        }
        return ratios;
    }

    /** Whether Strand is as fast as it wants to be; empty without a peer. */
    public Optional<Boolean> isGoalMet() {
        return Optional.ofNullable(ratio).map(r -> r.median() >= scenario.goal());
    }
}
