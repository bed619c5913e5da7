package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A table of an older version becomes one of this version, whatever happens meanwhile. */
class IndexUpgradeTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 150;
    private static final Durable ALL = new Durable(Long.MAX_VALUE, Long.MAX_VALUE, 0);

    @Test
    void shouldNotUpgradeWhatIsNew() {
        assertThat(new TableUnderTest().isUpgrading()).isFalse();
        assertThat(new TableUnderTest().reader.hasLists()).isTrue();
    }

    @Test
    void shouldGiveOldRowsWhatTheyLackWhileTheTableGoesOn() {
        int between = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            Random random = new Random(seed);
            int tasks = random.nextInt(1 + logs.tasks.size());
            int status = random.nextInt(1 + logs.status.size());
            TableUnderTest table = read(logs, tasks, status);
            table.age();
            while (table.isUpgrading()) {
                assertThat(table.reader.hasLists()).as("ready, seed %d", seed).isFalse();
                if (tasks < logs.tasks.size()) {
                    table.fold(tasks, RandomLogs.at(tasks), logs.tasks.get(tasks++));
                    between++;
                }
                if (status < logs.status.size()) {
                    table.fold(status, logs.status.get(status++));
                }
                table.upgrade(ALL, random.nextInt(3));
            }
            finish(logs, table, tasks, status);

            assertThat(table.reader.hasLists()).isTrue();
            TableFoldTest.assertSame(table, TableFoldTest.inTurn(logs), "seed " + seed);
        }
        assertThat(between).as("records read during an upgrade").isGreaterThan(SEEDS);
    }

    @Test
    void shouldGiveOldRowsWhatTheyLackThoughCrashesLoseWhatIsNotCommitted() {
        int lost = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            CrashingTable crashing = new CrashingTable(logs, new Random(seed));
            crashing.read(logs.tasks.size() / 2, logs.status.size() / 2);
            crashing.age();
            while (crashing.goOn()) {
                lost += crashing.maybeCrash() ? 1 : 0;
            }
            TableUnderTest table = crashing.finished();

            assertThat(table.isUpgrading()).isFalse();
            TableFoldTest.assertSame(table, TableFoldTest.inTurn(logs), "seed " + seed);
        }
        assertThat(lost).as("crashes that lost index rows of an upgrade").isGreaterThan(SEEDS);
    }

    @Test
    void shouldNotCallATableUpgradedBeforeItsRowsAreCommitted() {
        RandomLogs logs = new RandomLogs(1, STEPS);
        TableUnderTest table = TableFoldTest.inTurn(logs);
        table.age();
        long read = logs.status.size();

        table.upgrade(new Durable(0, read, read), 10_000);
        table.upgrade(new Durable(0, read, read + 1), 10_000);
        assertThat(table.isUpgrading()).isTrue();
        assertThat(table.reader.hasLists()).isFalse();

        table.upgrade(new Durable(0, read + 1, read + 1), 10_000);
        assertThat(table.isUpgrading()).isFalse();
        table.reopen();
        assertThat(table.isUpgrading()).isFalse();
        TableFoldTest.assertSame(table, TableFoldTest.inTurn(logs), "upgraded");
    }

    private static TableUnderTest read(RandomLogs logs, int tasks, int status) {
        TableUnderTest table = new TableUnderTest();
        for (int i = 0; i < tasks; i++) {
            table.fold(i, RandomLogs.at(i), logs.tasks.get(i));
        }
        for (int i = 0; i < status; i++) {
            table.fold(i, logs.status.get(i));
        }
        return table;
    }

    private static void finish(RandomLogs logs, TableUnderTest table, int tasks, int status) {
        for (int i = tasks; i < logs.tasks.size(); i++) {
            table.fold(i, RandomLogs.at(i), logs.tasks.get(i));
        }
        for (int i = status; i < logs.status.size(); i++) {
            table.fold(i, logs.status.get(i));
        }
    }
}
