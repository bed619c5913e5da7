package dev.strand.status.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every table forgets the same runs, whenever it reads and forgets, and after crashes too. */
class HistoryTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 150;
    private static final int COMMIT_EVERY = 10;

    @Test
    void shouldForgetExactlyWhatTheLogSaysHasEndedBefore() {
        long forgotten = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            TableUnderTest table = straight(logs);
            Map<String, TaskRow> all = table.rows();
            Set<String> meant = meant(logs, all);

            table.forgetAll();

            Set<String> gone = new HashSet<>(all.keySet());
            gone.removeAll(table.rows().keySet());
            assertThat(gone).as("seed %d", seed).isEqualTo(meant);
            forgotten += gone.size();
        }
        assertThat(forgotten).as("runs forgotten").isGreaterThan(SEEDS);
    }

    @Test
    void shouldForgetTheSameForAnyInterleavingOfTheLogsAndOfForgetting() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            TableUnderTest want = straight(logs);
            want.forgetAll();
            TableUnderTest got = new TableUnderTest();
            List<Boolean> order = interleaving(logs, new Random(seed));

            follow(logs, got, order, order.size());
            got.forgetAll();

            TableFoldTest.assertSameHistory(got, want, "seed " + seed);
        }
    }

    @Test
    void shouldForgetTheSameWhereverItCrashes() {
        int inTheMiddle = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            Random random = new Random(seed);
            List<Boolean> order = interleaving(logs, random);
            int commit = random.nextInt(order.size() / COMMIT_EVERY) * COMMIT_EVERY;
            int crash = Math.min(order.size(), commit + 1 + random.nextInt(COMMIT_EVERY));
            TableUnderTest committed = new TableUnderTest();
            int[] at = follow(logs, committed, order, commit);
            TableUnderTest crashed = new TableUnderTest();
            follow(logs, crashed, order, crash);
            inTheMiddle += crashed.rows().keySet().containsAll(committed.rows().keySet()) ? 0 : 1;

            TableUnderTest mixed = TableUnderTest.mixed(committed, crashed, random);
            TableFoldTest.replay(logs, mixed, at[0], at[1], random);
            mixed.settled();
            mixed.forgetAll();

            TableUnderTest want = straight(logs);
            want.forgetAll();
            TableFoldTest.assertSameHistory(mixed, want, "seed " + seed);
        }
        assertThat(inTheMiddle).as("crashes while runs were forgotten").isGreaterThan(SEEDS / 50);
    }

    @Test
    void shouldNotBringBackARunByACopyOfOneOfItsFacts() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomLogs logs = new RandomLogs(seed, STEPS);
            TableUnderTest table = straight(logs);
            table.forgetAll();
            Map<String, TaskRow> kept = table.rows();
            Map<String, GroupRow> groups = table.summaries();

            long offset = logs.status.size();
            for (StatusRecord record : logs.status) {
                boolean isOfForgotten = record instanceof Fact fact && !kept.containsKey(key(fact));
                if (isOfForgotten) {
                    table.fold(offset++, record);
                }
            }

            assertThat(table.rows()).as("seed %d", seed).isEqualTo(kept);
            assertThat(table.summaries()).as("seed %d", seed).isEqualTo(groups);
        }
    }

    private static String key(Fact fact) {
        return fact.run().groupId() + "/" + fact.run().sequence();
    }

    /** What the records of the log mean, told without any table but for what it shows. */
    private static Set<String> meant(RandomLogs logs, Map<String, TaskRow> rows) {
        Set<String> meant = new HashSet<>();
        Map<String, Fact> ends = new TreeMap<>();
        Set<String> parking = new HashSet<>();
        Set<Object> dead = new HashSet<>();
        Map<String, String> parkedGroups = new TreeMap<>();
        for (StatusRecord record : logs.status) {
            switch (record) {
                case Fence fence -> dead.add(fence.key());
                case Fact fact when fact.status().isTerminal() && !dead.contains(fact.owner()) -> {
                    boolean isFirst = ends.putIfAbsent(fact.run().toString(), fact) == null;
                    String group = fact.run().groupId();
                    if (isFirst && fact.parksGroup() && !parkedGroups.containsKey(group)) {
                        parking.add(fact.run().toString());
                        parkedGroups.put(group, fact.run().toString());
                    }
                }
                case StatusRecord.GroupChange change when change.unparked() != null -> {
                    String run = change.unparked().run().toString();
                    parking.remove(run);
                    parkedGroups.values().remove(run);
                }
                case Cleared cleared when !dead.contains(cleared.owner()) ->
                        clear(cleared, rows, ends, parking, meant);
                default -> {}
            }
        }
        return meant;
    }

    private static void clear(
            Cleared cleared,
            Map<String, TaskRow> rows,
            Map<String, Fact> ends,
            Set<String> parking,
            Set<String> meant) {
        for (Map.Entry<String, TaskRow> row : rows.entrySet()) {
            String run = row.getValue().id().toString();
            Fact end = ends.get(run);
            boolean isMeant =
                    end != null
                            && !parking.contains(run)
                            && cleared.covers(end.status().taskStatus(), end.details().at());
            if (isMeant) {
                meant.add(row.getKey());
                meant.addAll(earlierRuns(row.getValue(), rows, ends, parking));
            }
        }
    }

    private static List<String> earlierRuns(
            TaskRow run, Map<String, TaskRow> rows, Map<String, Fact> ends, Set<String> parking) {
        List<String> earlier = new ArrayList<>();
        rows.forEach((key, row) -> {
            boolean isEarlier =
                    row.id().groupId().equals(run.id().groupId())
                            && row.id().taskId().equals(run.id().taskId())
                            && row.id().sequence() < run.id().sequence();
            String id = row.id().toString();
            if (isEarlier && ends.containsKey(id) && !parking.contains(id)) {
                earlier.add(key);
            }
        });
        return earlier;
    }

    private static TableUnderTest straight(RandomLogs logs) {
        return TableFoldTest.inTurn(logs);
    }

    private static List<Boolean> interleaving(RandomLogs logs, Random random) {
        List<Boolean> order = new ArrayList<>();
        order.addAll(Collections.nCopies(logs.tasks.size(), true));
        order.addAll(Collections.nCopies(logs.status.size(), false));
        Collections.shuffle(order, random);
        return order;
    }

    /** Reads in an order up to a step, commits now and then, and forgets meanwhile. */
    private static int[] follow(
            RandomLogs logs, TableUnderTest table, List<Boolean> order, int steps) {
        int[] at = new int[2];
        Durable durable = new Durable(0, 0, 0);
        for (int i = 0; i < steps; i++) {
            if (i % COMMIT_EVERY == 0) {
                durable = new Durable(at[0], at[1], at[1]);
            }
            if (order.get(i)) {
                int offset = at[0]++;
                table.fold(offset, RandomLogs.at(offset), logs.tasks.get(offset));
            } else {
                int offset = at[1]++;
                table.fold(offset, logs.status.get(offset));
            }
            table.forget(new Durable(durable.tasks(), durable.status(), at[1]), 4);
        }
        return at;
    }
}
