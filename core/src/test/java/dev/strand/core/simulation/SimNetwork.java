package dev.strand.core.simulation;

import java.util.random.RandomGenerator;

/**
 * Calls between processes: late, sometimes very late, lost on the way there or back, received
 * twice; never through while one of the two is cut off.
 */
final class SimNetwork {
    private final Simulation world;
    private final RandomGenerator random;

    SimNetwork(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    /** Has something happen at another process, or not, or twice. */
    void send(SimProcess from, SimProcess to, Runnable action) {
        int copies = random.nextInt(25) == 0 ? 2 : random.nextInt(20) == 0 ? 0 : 1;
        for (int i = 0; i < copies; i++) {
            carry(from, to, delayNanos(), action);
        }
    }

    /** Has something happen at another process, unless one of the two is out of reach; or not. */
    void ask(SimProcess from, SimProcess to, Runnable action) {
        if (random.nextInt(20) == 0) {
            return;
        }
        carry(from, to, (1L + random.nextInt(20)) * Clock.MILLI, action);
    }

    private void carry(SimProcess from, SimProcess to, long delayNanos, Runnable action) {
        if (from.isCut() || to.isCut()) {
            return;
        }
        world.at(
                world.now() + delayNanos,
                () -> {
                    if (!from.isCut() && !to.isCut()) {
                        to.after(0, action);
                    }
                });
    }

    private long delayNanos() {
        int atMost = random.nextInt(30) == 0 ? 6_000 : 20;
        return (1L + random.nextInt(atMost)) * Clock.MILLI;
    }
}
