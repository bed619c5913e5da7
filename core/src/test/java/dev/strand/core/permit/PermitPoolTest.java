package dev.strand.core.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermitPoolTest {
    private static final long STEP = 100;

    private static PermitPool pool(int limit, Map<String, Integer> limits) {
        return new PermitPool(limit, limits, Duration.ofNanos(STEP));
    }

    private static Waiter waiter(String group, String type, int priority, long since) {
        return new Waiter(0, group, type, priority, since);
    }

    @Test
    void shouldGiveAsManyPermitsAsThereAre() {
        PermitPool pool = pool(2, Map.of());

        assertThat(pool.acquireOrWait(waiter("a", "t", 5, 0), 0)).isTrue();
        assertThat(pool.acquireOrWait(waiter("b", "t", 5, 0), 0)).isTrue();
        assertThat(pool.acquireOrWait(waiter("c", "t", 5, 0), 0)).isFalse();
        assertThat(pool.used()).isEqualTo(2);
        assertThat(pool.waiting()).isEqualTo(1);
        assertThat(pool.grant(0)).isEmpty();
    }

    @Test
    void shouldGrantTheHigherPriorityFirst() {
        PermitPool pool = pool(1, Map.of());
        pool.acquireOrWait(waiter("busy", "t", 5, 0), 0);
        pool.acquireOrWait(waiter("low", "t", 1, 10), 0);
        pool.acquireOrWait(waiter("high", "t", 10, 20), 0);

        assertThat(pool.release("t", 0)).extracting(Waiter::groupId).containsExactly("high");
    }

    @Test
    void shouldGrantInOrderOfWaitingAmongEquals() {
        PermitPool pool = pool(1, Map.of());
        pool.acquireOrWait(waiter("busy", "t", 5, 0), 0);
        pool.acquireOrWait(waiter("later", "t", 5, 20), 0);
        pool.acquireOrWait(waiter("earlier", "t", 5, 10), 0);

        assertThat(pool.release("t", 0)).extracting(Waiter::groupId).containsExactly("earlier");
    }

    @Test
    void shouldPutNobodyWhoBecomesReadyAfterTheStatedTimeBeforeAGroup() {
        for (int priority = 1; priority <= 10; priority++) {
            long bound = (10 - priority) * STEP;
            PermitPool pool = pool(1, Map.of());
            pool.acquireOrWait(waiter("busy", "t", 5, 0), 0);
            pool.acquireOrWait(waiter("waits", "t", priority, 0), 0);
            pool.acquireOrWait(waiter("most urgent", "t", 10, bound + 1), 0);

            assertThat(pool.release("t", 0))
                    .as("priority %d", priority)
                    .extracting(Waiter::groupId)
                    .containsExactly("waits");
        }
    }

    @Test
    void shouldLetAMoreUrgentGroupPassWithinTheStatedTime() {
        PermitPool pool = pool(1, Map.of());
        pool.acquireOrWait(waiter("busy", "t", 5, 0), 0);
        pool.acquireOrWait(waiter("waits", "t", 1, 0), 0);
        pool.acquireOrWait(waiter("most urgent", "t", 10, 9 * STEP - 1), 0);

        assertThat(pool.release("t", 0)).extracting(Waiter::groupId).containsExactly("most urgent");
    }

    /**
     * The promise of docs/protocol.md: {@code (10 - priority) x agingStep}, and then at most as
     * long as those need that became ready before, each once.
     */
    @Test
    void shouldStartTheLeastUrgentWithinThePromisedTimeHoweverBusyTheMostUrgentKeepItAll() {
        int permits = 2;
        int others = 20;
        long handler = 30;
        PermitPool pool = pool(permits, Map.of());
        for (int i = 0; i < others; i++) {
            pool.acquireOrWait(waiter("busy" + i, "t", 10, 0), 0);
        }
        pool.acquireOrWait(waiter("least", "t", 1, 0), 0);
        long promised = 9 * STEP + (others / permits + 1) * handler;
        int again = 0;
        for (long now = handler; now <= promised; now += handler) {
            for (int ended = 0; ended < permits; ended++) {
                pool.acquireOrWait(waiter("again" + again++, "t", 10, now), now);
                if (pool.release("t", now).stream().anyMatch(w -> w.priority() == 1)) {
                    return;
                }
            }
        }
        throw new AssertionError("not started within " + promised + " ns");
    }

    @Test
    void shouldNotHoldUpOtherTypesWhenATypeHasReachedItsLimit() {
        PermitPool pool = pool(3, Map.of("slow", 1));
        pool.acquireOrWait(waiter("a", "slow", 5, 0), 0);

        assertThat(pool.acquireOrWait(waiter("b", "slow", 10, 0), 0)).isFalse();
        assertThat(pool.acquireOrWait(waiter("c", "fast", 1, 0), 0)).isTrue();

        assertThat(pool.release("fast", 0)).isEmpty();
        assertThat(pool.release("slow", 0)).extracting(Waiter::groupId).containsExactly("b");
    }

    @Test
    void shouldForgetWhoNoLongerWaits() {
        PermitPool pool = pool(1, Map.of());
        Waiter waiting = waiter("b", "t", 5, 0);
        pool.acquireOrWait(waiter("a", "t", 5, 0), 0);
        pool.acquireOrWait(waiting, 0);

        assertThat(pool.withdraw(waiting)).isTrue();
        assertThat(pool.withdraw(waiting)).isFalse();
        assertThat(pool.withdraw(waiter("c", "other", 5, 0))).isFalse();

        assertThat(pool.release("t", 0)).isEmpty();
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void shouldDoWhatANaiveModelDoes() {
        for (long seed = 0; seed < 300; seed++) {
            walk(seed);
        }
    }

    private static void walk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int limit = 1 + random.nextInt(4);
        Map<String, Integer> limits = Map.of("x", 1 + random.nextInt(3));
        PermitPool pool = pool(limit, limits);
        NaivePool model = new NaivePool(limit, limits);
        for (int step = 0; step < 200; step++) {
            String where = "seed " + seed + ", step " + step;
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Waiter waiter =
                            waiter(
                                    "g" + step,
                                    random.nextBoolean() ? "x" : "y",
                                    1 + random.nextInt(10),
                                    step * 20L);
                    assertThat(pool.acquireOrWait(waiter, 0))
                            .as(where)
                            .isEqualTo(model.acquireOrWait(waiter));
                }
                case 2 -> {
                    String type = random.nextBoolean() ? "x" : "y";
                    if (model.release(type)) {
                        assertThat(pool.release(type, 0)).as(where).isEqualTo(model.grant());
                    }
                }
                default -> {
                    Waiter any = model.any(random);
                    if (any != null) {
                        assertThat(pool.withdraw(any)).as(where).isTrue();
                        model.waiting.remove(any);
                    }
                }
            }
            assertThat(pool.used()).as(where).isEqualTo(model.used.size());
            assertThat(pool.waiting()).as(where).isEqualTo(model.waiting.size());
        }
    }

    /** The same in the plainest words. */
    private static final class NaivePool {
        final List<Waiter> waiting = new ArrayList<>();
        final List<String> used = new ArrayList<>();
        private final int limit;
        private final Map<String, Integer> limits;

        NaivePool(int limit, Map<String, Integer> limits) {
            this.limit = limit;
            this.limits = new HashMap<>(limits);
        }

        boolean acquireOrWait(Waiter waiter) {
            waiting.add(waiter);
            if (waiter.equals(next())) {
                waiting.remove(waiter);
                used.add(waiter.type());
                return true;
            }
            return false;
        }

        @Nullable Waiter next() {
            return waiting.stream()
                    .filter(w -> used.size() < limit)
                    .filter(w ->
                            used.stream().filter(w.type()::equals).count()
                                    < limits.getOrDefault(w.type(), 99))
                    .min(
                            Comparator.<Waiter>comparingLong(
                                            w -> w.sinceNanos() - w.priority() * STEP)
                                    .thenComparing(Waiter::groupId))
                    .orElse(null);
        }

        boolean release(String type) {
            return used.remove(type);
        }

        List<Waiter> grant() {
            List<Waiter> granted = new ArrayList<>();
            for (Waiter next = next(); next != null; next = next()) {
                waiting.remove(next);
                used.add(next.type());
                granted.add(next);
            }
            return granted;
        }

        @Nullable Waiter any(SplittableRandom random) {
            return waiting.isEmpty() ? null : waiting.get(random.nextInt(waiting.size()));
        }
    }
}
