package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockersTest {
    private static final int EPOCHS = 5;
    private static final int RUNS = 12;
    private static final OwnerKey FIRST = Records.epoch(1);

    private final MemoryStore store = new MemoryStore(false);
    private final Fold fold = new Fold(store);
    private final Blockers blockers = new Blockers(holder -> false);
    private long number;
    private int attempts;
    private int shrunk;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSayWhoBlocksAGroupAndWhichGroupsWereLetGo(long seed) {
        Random random = new Random(seed);
        int own = 2 + random.nextInt(EPOCHS);
        for (int step = 0; step < 2_000; step++) {
            String where = "seed %d, step %d, own epoch %d".formatted(seed, step, own);
            Ownership before = store.ownership();
            if (random.nextInt(60) == 0) {
                store.put(Ownership.NONE);
            }
            fold.fold(record(random));
            Ownership now = store.ownership();

            Released released = blockers.take(now, own);

            for (int i = 0; i < RUNS; i += 2) {
                String group = run(i).groupId();
                Holder blocking = blocking(now, group, own);
                assertThat(blockers.of(group, own)).as(where).isEqualTo(blocking);
                if (blocking == null && blocking(before, group, own) != null) {
                    assertThat(released.isAll() || released.groups().contains(group))
                            .as("%s: %s is let go of by %s", where, group, released)
                            .isTrue();
                }
            }
            assertThat(blockers.isEveryLowerClosed(own))
                    .as(where)
                    .isEqualTo(now.below(own).stream().allMatch(Holder::closed));
            shrunk += released.isAll() || released.isNothing() ? 0 : 1;
        }
        assertThat(shrunk).as("lists that shrank, seed %d", seed).isGreaterThan(50);
    }

    @Test
    void shouldLetGoOfTheGroupsAloneThatAreNotListedAnyMore() {
        fold.fold(Records.claim(FIRST));
        fold.fold(Records.closed(FIRST, 1, running(0), running(2), running(4)));
        fold.fold(Records.claim(Records.epoch(2)));
        blockers.take(store.ownership(), 2);

        fold.fold(Records.fact(run(2), FIRST, 1, FactStatus.COMPLETED));
        assertThat(blockers.take(store.ownership(), 2))
                .isEqualTo(new Released(false, Set.of(group(2))));
        fold.fold(Records.closed(FIRST, 2, running(4), running(0)));
        assertThat(blockers.take(store.ownership(), 2).isNothing()).isTrue();
        fold.fold(Records.closed(FIRST, 3, running(4)));
        assertThat(blockers.take(store.ownership(), 2))
                .isEqualTo(new Released(false, Set.of(group(0))));
        fold.fold(new Fence(FIRST));
        assertThat(blockers.take(store.ownership(), 2).isAll()).isTrue();
    }

    /** One look-up through the list for each group would take minutes. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldFindAGroupAmongAHundredThousandThatAreListed() {
        int many = 100_000;
        Running[] running =
                IntStream.range(0, many).mapToObj(i -> running(2 * i)).toArray(Running[]::new);
        fold.fold(Records.claim(FIRST));
        fold.fold(Records.closed(FIRST, 1, running));
        fold.fold(Records.claim(Records.epoch(2)));
        blockers.take(store.ownership(), 2);

        for (int i = 0; i < many; i++) {
            assertThat(blockers.of(group(2 * i), 2) == null).isFalse();
            assertThat(blockers.of(group(2 * (many + i)), 2) == null).isTrue();
        }
    }

    private StatusRecord record(Random random) {
        List<Holder> holders = List.copyOf(store.ownership().holders().values());
        boolean isClaim = holders.isEmpty() || random.nextInt(20) == 0;
        if (isClaim && store.ownership().epoch() < EPOCHS) {
            return Records.claim(Records.epoch(store.ownership().epoch() + 1));
        }
        if (holders.isEmpty()) {
            return Records.claim(FIRST);
        }
        Holder holder = holders.get(random.nextInt(holders.size()));
        OwnerKey key = holder.key();
        List<Running> listed = holder.running();
        return switch (random.nextInt(10)) {
            case 0, 1 -> Records.closed(key, ++number, some(random, key));
            case 2 -> Records.beat(key, ++number);
            case 3 -> random.nextInt(10) == 0 ? new Fence(key) : Records.beat(key, ++number);
            case 4 -> Records.closed(key, ++number, someOf(random, listed));
            default ->
                    listed.isEmpty()
                            ? Records.beat(key, ++number)
                            : ended(listed.get(random.nextInt(listed.size())));
        };
    }

    private static Fact ended(Running running) {
        OwnerKey owner = Records.epoch(running.token().epoch());
        int attempt = running.token().attempt();
        return Records.fact(running.run(), owner, attempt, FactStatus.RETRYING);
    }

    /** Some of what it may run; a group more than once. */
    private Running[] some(Random random, OwnerKey key) {
        List<Running> all = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            all.add(Records.running(run(i), key, ++attempts));
        }
        return someOf(random, all);
    }

    /** In any order. */
    private static Running[] someOf(Random random, List<Running> running) {
        List<Running> some = new ArrayList<>(running);
        some.removeIf(each -> random.nextInt(5) == 0);
        if (random.nextBoolean()) {
            Collections.shuffle(some, random);
        }
        return some.toArray(Running[]::new);
    }

    private static @Nullable Holder blocking(Ownership ownership, String group, long own) {
        return ownership.below(own).stream().filter(h -> h.holds(group)).findFirst().orElse(null);
    }

    private static Running running(int index) {
        return Records.running(run(index), FIRST, 1);
    }

    private static RunId run(int index) {
        return RunId.at(group(index), "t" + index, 1, index);
    }

    /** Two runs are of one group. */
    private static String group(int index) {
        return "g" + index / 2;
    }
}
