package dev.strand.status.table;

import java.util.Random;

/**
 * A table of an older version that reads two logs, is committed now and then, and loses in crashes
 * what was not: each key by itself, by chance.
 */
final class CrashingTable {
    private static final int MOST_LOOKS = 3;

    private final RandomLogs logs;
    private final Random random;
    private TableUnderTest table = new TableUnderTest();
    private TableUnderTest committed = new TableUnderTest();
    private int tasks;
    private int status;
    private int committedTasks;
    private int committedStatus;

    CrashingTable(RandomLogs logs, Random random) {
        this.logs = logs;
        this.random = random;
    }

    /** Reads both logs up to there. */
    void read(int toTasks, int toStatus) {
        while (tasks < toTasks) {
            table.fold(tasks, RandomLogs.at(tasks), logs.tasks.get(tasks++));
        }
        while (status < toStatus) {
            table.fold(status, logs.status.get(status++));
        }
    }

    /** Takes from it what an older version did not write, and commits that. */
    void age() {
        table.age();
        commit();
    }

    private void commit() {
        committed = table.snapshot();
        committedTasks = tasks;
        committedStatus = status;
    }

    /** Reads a little, upgrades a little, and may commit; false once both logs have ended. */
    boolean goOn() {
        read(
                Math.min(logs.tasks.size(), tasks + random.nextInt(3)),
                Math.min(logs.status.size(), status + random.nextInt(3)));
        upgrade(random.nextInt(MOST_LOOKS));
        if (random.nextInt(4) == 0) {
            commit();
        }
        return tasks < logs.tasks.size() || status < logs.status.size();
    }

    private void upgrade(int looks) {
        if (table.isUpgrading()) {
            table.upgrade(new Durable(committedTasks, committedStatus, status), looks);
        }
    }

    /** Crashes by chance, and reads again what was not committed; whether rows were lost. */
    boolean maybeCrash() {
        if (random.nextInt(10) > 0) {
            return false;
        }
        int readTasks = tasks;
        int readStatus = status;
        TableUnderTest crashed = table.snapshot();
        table = TableUnderTest.mixed(committed, crashed, random);
        boolean hasLost = !table.indexKeys().containsAll(crashed.indexKeys());
        tasks = committedTasks;
        status = committedStatus;
        read(readTasks, readStatus);
        table.settled();
        return hasLost;
    }

    /** The table once everything is committed and upgraded. */
    TableUnderTest finished() {
        while (table.isUpgrading()) {
            table.upgrade(new Durable(Long.MAX_VALUE, Long.MAX_VALUE, status), MOST_LOOKS);
        }
        return table;
    }
}
