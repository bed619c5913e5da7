package dev.strand.core.simulation;

import dev.strand.core.permit.AttemptGate;
import java.util.random.RandomGenerator;

/** A gate that is shut now and then, for a while. */
final class SimGate implements AttemptGate {
    private final RandomGenerator random;

    SimGate(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long enter(String type) {
        return random.nextInt(3) == 0 ? (1 + random.nextInt(300)) * Clock.MILLI : ENTERED;
    }

    @Override
    public void giveBack(String type) {}
}
