package dev.strand.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Rule;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Runs schedules 0, 1, 2, ... by all rules. {@code -Dsimulation.schedules=n} says how many, {@code
 * -Dsimulation.from=s} with which seed to begin, {@code -Dsimulation.seed=s} runs one alone.
 */
class SimulationTest {
    private static final Long ONLY_SEED = Long.getLong("simulation.seed");
    private static final long FROM =
            ONLY_SEED != null ? ONLY_SEED : Long.getLong("simulation.from", 0);
    private static final long SCHEDULES =
            ONLY_SEED != null ? 1 : Long.getLong("simulation.schedules", 100_000);

    /** Schedules below which chance alone may leave something out. */
    private static final long ENOUGH = 5_000;

    @Test
    void shouldKeepEveryPromiseWhateverGoesWrong() {
        long begin = System.nanoTime();
        Tally met = new Tally();
        for (long seed = FROM; seed < FROM + SCHEDULES; seed++) {
            met.add(Simulation.run(seed, Rule.ALL));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s%n%.0f schedules/s%n", met, SCHEDULES / seconds);
        assertThat(met.schedules).isEqualTo(SCHEDULES);
        if (SCHEDULES >= ENOUGH) {
            shouldHaveMetWhatItIsFor(met);
        }
    }

    private static void shouldHaveMetWhatItIsFor(Tally met) {
        SoftAssertions softly = new SoftAssertions();
        long n = met.schedules;
        softly.assertThat(met.entered).as("handlers entered").isGreaterThan(4 * n);
        softly.assertThat(met.takeovers).as("take-overs").isGreaterThan(n);
        softly.assertThat(met.fences).as("fences").isGreaterThan(n / 2);
        softly.assertThat(met.orphanOutcomes).as("outcomes of orphans").isGreaterThan(n / 10);
        softly.assertThat(met.earlyFacts).as("facts before submissions").isGreaterThan(n / 5);
        softly.assertThat(met.probations).as("attempts on probation").isGreaterThan(n / 2);
        softly.assertThat(met.cancelRequests).as("CREQ").isGreaterThan(n / 30);
        softly.assertThat(met.refused).as("refused facts").isGreaterThan(n / 30);
        softly.assertThat(met.lostClaims).as("lost claims").isGreaterThan(n / 10);
        softly.assertThat(met.cancelled).as("cancelled runs").isGreaterThan(n / 5);
        softly.assertThat(met.pauses).as("pauses and resumes").isGreaterThan(n / 5);
        softly.assertThat(met.parked).as("parked groups").isGreaterThan(n / 20);
        softly.assertThat(met.retriedInPlace).as("runs made in place").isGreaterThan(n / 100);
        softly.assertThat(met.forgotten).as("runs forgotten").isGreaterThan(n);
        softly.assertThat(met.resent).as("records sent again").isGreaterThan(n / 10);
        softly.assertThat(met.guests).as("handlers entered for others").isGreaterThan(n / 2);
        softly.assertThat(met.notEntered).as("attempts never received").isGreaterThan(n / 100);
        softly.assertThat(met.processorsLost).as("lost with their process").isGreaterThan(n / 100);
        softly.assertThat(met.strangers).as("runs of dead owners").isGreaterThan(n / 1_000);
        softly.assertThat(met.silent).as("who did not answer").isGreaterThan(n / 100);
        softly.assertThat(met.toleratedOverlaps).as("fenced and still running").isPositive();
        softly.assertThat(met.attemptsLost).as("runs out of attempts").isPositive();
        softly.assertAll();
    }
}
