package dev.strand.core.simulation;

import java.util.random.RandomGenerator;

/** What goes wrong, and the coordinator that assigns the partition, late and sometimes twice. */
final class Faults {
    private final Simulation world;
    private final RandomGenerator random;
    private boolean isOver;

    Faults(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    void plan(long horizonNanos) {
        int faults = random.nextInt(7);
        for (int i = 0; i < faults; i++) {
            world.at(random.nextLong(horizonNanos), this::strike);
        }
    }

    private void strike() {
        SimProcess victim = victim();
        if (!victim.isUp()) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> victim.crash();
            case 2, 3 -> {
                world.tally().freezes++;
                isolate(victim, true);
            }
            case 4, 5 -> {
                world.tally().cuts++;
                isolate(victim, false);
            }
            case 6, 7 -> move(victim);
            case 8 -> {
                victim.stream().unassign();
                later(1_500, () -> victim.stream().assign(isFromOlder()));
            }
            case 9 -> victim.shutDown(random.nextInt(4_000) * Clock.MILLI);
            case 10 -> victim.runner().producer().replace();
            default -> {
                if (random.nextBoolean()) {
                    victim.lag(random.nextInt(9_000) * Clock.MILLI);
                } else {
                    victim.stream().assign(isFromOlder());
                }
            }
        }
    }

    /** Mostly somebody who has the partition: nobody else is worth it. */
    private SimProcess victim() {
        SimProcess any = world.processes().get(random.nextInt(world.processes().size()));
        if (random.nextInt(4) > 0) {
            for (SimProcess process : world.processes()) {
                if (process.stream().isNewestAssignment()) {
                    return process;
                }
            }
        }
        return any;
    }

    private boolean isFromOlder() {
        return random.nextInt(6) == 0;
    }

    private void isolate(SimProcess victim, boolean isFrozen) {
        long millis = 200L + random.nextInt(14_000);
        boolean isNoticed = millis > 2_000 && victim.stream().store() != null;
        if (isFrozen) {
            victim.freeze(millis * Clock.MILLI);
        } else {
            victim.cut(millis * Clock.MILLI);
        }
        if (random.nextBoolean()) {
            victim.lag((millis + random.nextInt(3_000)) * Clock.MILLI);
        }
        if (random.nextBoolean()) {
            world.at(
                    world.now() + millis * Clock.MILLI,
                    () ->
                            victim.after(
                                    random.nextInt(100) * Clock.MILLI,
                                    () -> victim.runner().producer().replace()));
        }
        if (isNoticed) {
            later(3_000, () -> assignAnyBut(victim));
            world.at(
                    world.now() + (millis + random.nextInt(4_000)) * Clock.MILLI,
                    () -> victim.after(0, () -> loseIfOld(victim)));
        }
    }

    private static void loseIfOld(SimProcess process) {
        if (!process.stream().isNewestAssignment()) {
            process.stream().unassign();
        }
    }

    /** Something runs here for an owner elsewhere: sometimes the process is cut off meanwhile. */
    void guestEntered(SimProcess process) {
        if (!isOver && random.nextInt(8) == 0) {
            later(500, () -> cutWhileNeeded(process));
        }
    }

    private void cutWhileNeeded(SimProcess process) {
        if (process.isUp() && !isOver && !process.guests().handlers().isEmpty()) {
            world.tally().cuts++;
            process.cut((6_000L + random.nextInt(9_000)) * Clock.MILLI);
        }
    }

    private void move(SimProcess from) {
        world.tally().moves++;
        if (random.nextInt(3) == 0) {
            assignAnyBut(from);
            later(6_000, () -> from.stream().unassign());
        } else if (random.nextInt(3) == 0) {
            world.workload().cancelAnything();
            later(30, () -> moveInHaste(from));
        } else {
            from.stream().unassign();
            later(600, () -> assignAnyBut(from));
        }
    }

    /** While facts are on their way, which may then arrive in another order. */
    private void moveInHaste(SimProcess from) {
        from.stream().unassign();
        later(10, () -> from.runner().producer().replace());
        later(100, () -> assignAnyBut(from));
    }

    private void assignAnyBut(SimProcess busy) {
        int first = random.nextInt(world.processes().size());
        for (int i = 0; i < world.processes().size(); i++) {
            SimProcess candidate = world.processes().get((first + i) % world.processes().size());
            if (candidate != busy && candidate.isUp()) {
                candidate.after(0, () -> candidate.stream().assign(isFromOlder()));
                return;
            }
        }
    }

    /** The process has died: somebody else gets the partition, and it comes back. */
    void crashed(SimProcess process) {
        restart(process);
        later(3_000, this::assignIfNobodyHasIt);
    }

    void exited(SimProcess process) {
        restart(process);
        later(300, this::assignIfNobodyHasIt);
    }

    private void restart(SimProcess process) {
        later(
                4_000,
                () -> {
                    if (!process.isUp()) {
                        process.start();
                    }
                    assignIfNobodyHasIt();
                });
    }

    private void assignIfNobodyHasIt() {
        boolean isHad = world.processes().stream().anyMatch(p -> p.stream().isNewestAssignment());
        if (!isHad) {
            int first = random.nextInt(world.processes().size());
            for (int i = 0; i < world.processes().size(); i++) {
                SimProcess candidate =
                        world.processes().get((first + i) % world.processes().size());
                if (candidate.isUp()) {
                    candidate.stream().assign(isFromOlder());
                    return;
                }
            }
        }
    }

    private void later(int atMostMillis, Runnable action) {
        world.at(world.now() + random.nextInt(atMostMillis) * Clock.MILLI, action);
    }

    /** From now on nothing goes wrong, and one process has the partition. */
    void end() {
        isOver = true;
        for (SimProcess process : world.processes()) {
            if (process.isUp()) {
                process.heal();
            } else {
                process.start();
            }
        }
        world.at(world.now() + 7 * Clock.SECOND, this::settleAssignment);
        settleAssignment();
    }

    private void settleAssignment() {
        for (SimProcess process : world.processes()) {
            loseIfOld(process);
        }
        assignIfNobodyHasIt();
    }

    boolean isOver() {
        return isOver;
    }
}
