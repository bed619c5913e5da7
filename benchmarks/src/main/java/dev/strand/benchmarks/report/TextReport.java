package dev.strand.benchmarks.report;

import dev.strand.benchmarks.drain.Contender;
import dev.strand.benchmarks.run.Round;
import dev.strand.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comparisons as a table. */
public final class TextReport {
    private static final String ROW = "%-20s %-18s %5s %10s %7s %8s %9s %8s %6s %6s";

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
                        "cpu us",
                        "start s",
                        "handlers",
                        "again",
                        "broken"));
        for (Comparison comparison : comparisons) {
            comparison.rounds().forEach(round -> lines.add(row(round)));
            comparison
                    .perSecond()
                    .forEach((who, rates) -> lines.add(median(comparison, who, rates)));
            verdict(comparison, lines);
        }
        return lines;
    }

    private static String row(Object... cells) {
        return ROW.formatted(cells).stripTrailing();
    }

    private static String row(Round round) {
        return row(
                round.scenario().title(),
                round.contender().title(),
                round.number(),
                number(round.perSecond()),
                ideal(round.scenario(), round.concurrency(), round.perSecond()),
                number(round.cpuMicrosPerTask()),
                String.format(Locale.ROOT, "%.1f", round.drained().startMillis() / 1e3),
                round.concurrency(),
                round.repeated() + round.audit().duplicates(),
                round.failures().size());
    }

    private static String median(Comparison comparison, Contender contender, Spread rates) {
        return row(
                comparison.scenario().title(),
                contender.title(),
                "mid",
                number(rates.median()),
                "",
                "",
                "",
                "",
                "",
                "");
    }

    private static void verdict(Comparison comparison, List<String> lines) {
        Spread ratio = comparison.ratio();
        if (ratio != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-20s %.2f times as fast as the peer (%.2f to %.2f); wanted: %.1f, %s",
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
                .mapToObj(ideal -> String.format(Locale.ROOT, "%.0f%%", 100 * perSecond / ideal))
                .findFirst()
                .orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
