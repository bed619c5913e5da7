package dev.strand.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Rule;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of the protocol is there for a reason: without it the simulation breaks a promise. */
class RuleTest {
    /** The rarest violation needs some thousands of schedules. */
    private static final long SEEDS = 60_000;

    @ParameterizedTest
    @EnumSource
    void shouldBreakAPromiseWithout(Rule rule) {
        Set<Rule> others = EnumSet.complementOf(EnumSet.of(rule));
        @Nullable String broken = null;
        long needed = 0;
        while (broken == null && needed < SEEDS) {
            broken = violationIn(needed++, others);
        }
        System.out.printf("without %s: %d schedules, %s%n", rule, needed, broken);
        assertThat(broken).as("what breaks without %s", rule).isNotNull();
    }

    private static @Nullable String violationIn(long seed, Set<Rule> rules) {
        try {
            Simulation.run(seed, rules);
            return null;
        } catch (Violation violation) {
            return violation.promise();
        }
    }
}
