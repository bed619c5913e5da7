package dev.strand.benchmarks.report;

import dev.strand.benchmarks.run.Round;
import dev.strand.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comparisons as a table. */
public final class TextReport {
    private static final List<String> LEGEND =
            List.of(
                    "tasks/s  from the first handler to the acknowledgement of the last outcome",
                    "ideal    share of what handlers that take so long allow: handlers at once /"
                            + " time",
                    "cpu      processor time of the contender per task, in microseconds",
                    "broker   the same of the broker",
                    "log/task records per task that the contender's state cost the broker",
                    "start    seconds until the first handler",
                    "again    handlers entered and outcomes written more than once per task",
                    "lost     partitions that had to be claimed again",
                    "broken   violations of order and exclusion, missing outcomes");

    private TextReport() {}

    /** The lines of the report. */
    public static List<String> of(List<Comparison> comparisons) {
        List<String> lines = new ArrayList<>();
        lines.add(
                row(
                        "scenario",
                        "contender",
                        "round",
                        "tasks/s",
                        "ideal",
                        "cpu",
                        "broker",
                        "log/task",
                        "start",
                        "again",
                        "lost",
                        "broken"));
        for (Comparison comparison : comparisons) {
            comparison.rounds().forEach(round -> lines.add(row(round)));
            verdict(comparison, lines);
        }
        lines.addAll(LEGEND);
        return lines;
    }

    private static String row(Object... cells) {
        return "%-20s %-18s %5s %10s %6s %7s %8s %8s %8s %6s %6s %6s"
                .formatted(cells)
                .stripTrailing();
    }

    private static String row(Round round) {
        return row(
                round.scenario().title(),
                round.contender().title(),
                round.number(),
                number("%,.0f", round.perSecond()),
                ideal(round.scenario(), round.concurrency(), round.perSecond()),
                number("%.0f", round.cpuMicrosPerTask()),
                number("%.0f", round.brokerCpuMicrosPerTask()),
                number("%.2f", (double) round.changelogRecords() / round.scenario().tasks()),
                number("%.1f", round.drained().startMillis() / 1e3),
                round.repeated() + round.audit().duplicates(),
                round.lostPartitions(),
                round.failures().size());
    }

    private static void verdict(Comparison comparison, List<String> lines) {
        comparison
                .perSecond()
                .forEach((contender, rates) ->
                        lines.add(
                                row(
                                        comparison.scenario().title(),
                                        contender.title(),
                                        "mid",
                                        number("%,.0f", rates.median()),
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "",
                                        "")));
        Spread ratio = comparison.ratio();
        if (ratio != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-20s Strand is %.2f times as fast (%.2f to %.2f); wanted: %.1f, %s",
                            comparison.scenario().title(),
                            ratio.median(),
                            ratio.min(),
                            ratio.max(),
                            comparison.scenario().goal(),
                            comparison.isGoalMet().orElse(false) ? "met" : "MISSED"));
        }
        lines.add("");
    }

    private static String ideal(Scenario scenario, int concurrency, double perSecond) {
        return scenario.idealPerSecond(concurrency).stream()
                .mapToObj(ideal -> number("%.0f%%", 100 * perSecond / ideal))
                .findFirst()
                .orElse("");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
