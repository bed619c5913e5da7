package dev.strand.core.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.permit.TypeUse.Wanting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rates and gates: what lets a group wait without a permit. */
class LimitsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FakeGate gate = new FakeGate();

    private PermitPool pool(TypeLimits limits) {
        return new PermitPool(new Limits(2, Map.of("t", limits), Duration.ofSeconds(10)), gate);
    }

    private static Waiter waiter(String group, String type) {
        return new Waiter(3, group, type, 5, 0);
    }

    @Test
    void shouldHoldNoPermitWhileItWaitsForARate() {
        PermitPool pool = pool(rate(2));
        assertThat(pool.acquireOrWait(waiter("a", "t"), 0)).isTrue();
        assertThat(pool.acquireOrWait(waiter("b", "t"), 0)).isFalse();

        assertThat(pool.used()).isEqualTo(1);
        assertThat(pool.use("t", 0).wanting()).isEqualTo(Wanting.RATE);
        assertThat(pool.use("t", 0).rateReadyInNanos()).isEqualTo(SECOND / 2);
        assertThat(pool.acquireOrWait(waiter("c", "other"), 0)).isTrue();
        assertThat(pool.waiting(3)).isEqualTo(1);
        assertThat(pool.waiting(4)).isZero();
    }

    @Test
    void shouldLetTheNextOneStartWhenItsTimeHasCome() {
        PermitPool pool = pool(rate(2));
        pool.acquireOrWait(waiter("a", "t"), 0);
        pool.acquireOrWait(waiter("b", "t"), 0);
        pool.acquireOrWait(waiter("c", "t"), 0);
        assertThat(pool.release("t", 1)).isEmpty();

        assertThat(pool.isDue(SECOND / 2 - 1)).isFalse();
        assertThat(pool.isDue(SECOND / 2)).isTrue();
        assertThat(pool.grant(SECOND / 2)).extracting(Waiter::groupId).containsExactly("b");
        assertThat(pool.isDue(SECOND / 2)).isFalse();
        assertThat(pool.isDue(SECOND)).isTrue();
        assertThat(pool.grant(SECOND)).extracting(Waiter::groupId).containsExactly("c");
        assertThat(pool.isDue(5 * SECOND)).isFalse();
        assertThat(pool.longestWaitNanos(SECOND)).isZero();
    }

    @Test
    void shouldNotForgetWhoseTimeHasComeWhenSomebodyElseComes() {
        PermitPool pool = pool(rate(2));
        pool.acquireOrWait(waiter("a", "t"), 0);
        pool.acquireOrWait(waiter("b", "t"), 0);

        assertThat(pool.acquireOrWait(waiter("c", "other"), SECOND)).as("b is before it").isFalse();

        assertThat(pool.isDue(SECOND)).isTrue();
        assertThat(pool.grant(SECOND)).extracting(Waiter::groupId).containsExactly("b");
        assertThat(pool.release("t", SECOND)).extracting(Waiter::groupId).containsExactly("c");
    }

    @Test
    void shouldGiveBackTheRateOfAStartThatDoesNotHappen() {
        PermitPool pool = pool(rate(1));
        pool.acquireOrWait(waiter("a", "t"), 0);
        pool.acquireOrWait(waiter("b", "t"), 0);

        assertThat(pool.giveBack("t", 0)).extracting(Waiter::groupId).containsExactly("b");
    }

    @Test
    void shouldAskItsGateAgainAfterTheTimeItNamed() {
        PermitPool pool = pool(gated());
        gate.answer = SECOND;
        assertThat(pool.acquireOrWait(waiter("a", "t"), 0)).isFalse();
        assertThat(pool.acquireOrWait(waiter("b", "t"), 0)).isFalse();
        assertThat(gate.asked).as("asked once, not for everybody who waits").isEqualTo(1);
        assertThat(pool.use("t", 0).wanting()).isEqualTo(Wanting.GATE);
        assertThat(pool.use("t", 0).isGateClosedByTime()).isTrue();
        assertThat(pool.acquireOrWait(waiter("c", "other"), 0)).as("others go on").isTrue();
        assertThat(pool.grant(SECOND - 1)).isEmpty();
        assertThat(gate.asked).isEqualTo(1);

        gate.answer = AttemptGate.ENTERED;

        assertThat(pool.isDue(SECOND)).isTrue();
        assertThat(pool.grant(SECOND)).extracting(Waiter::groupId).containsExactly("a");
    }

    @Test
    void shouldAskItsGateAgainWhenAnAttemptHasEnded() {
        PermitPool pool = pool(gated());
        assertThat(pool.acquireOrWait(waiter("a", "t"), 0)).isTrue();
        gate.answer = AttemptGate.UNTIL_ONE_ENDS;
        assertThat(pool.acquireOrWait(waiter("b", "t"), 0)).isFalse();
        assertThat(pool.isDue(100 * SECOND)).isFalse();
        assertThat(pool.use("t", 0).isGateClosedByTime()).isFalse();

        gate.answer = AttemptGate.ENTERED;

        assertThat(pool.release("t", 1)).extracting(Waiter::groupId).containsExactly("b");
    }

    @Test
    void shouldTellItsGateOfAttemptsThatAreNotMade() {
        PermitPool pool = pool(gated());
        pool.acquireOrWait(waiter("a", "t"), 0);

        pool.giveBack("t", 0);

        assertThat(gate.givenBack).containsExactly("t");
    }

    @Test
    void shouldForgetGroupsWhoseBucketIsFull() {
        GroupRates rates =
                new GroupRates(
                        new Limits(
                                1,
                                Map.of(
                                        "t",
                                        new TypeLimits(
                                                TypeLimits.UNLIMITED,
                                                null,
                                                RateLimit.perSecond(100),
                                                false)),
                                Duration.ofSeconds(1)));
        for (int i = 0; i < 100_000; i++) {
            long now = i * Duration.ofMillis(1).toNanos();
            assertThat(rates.readyInNanos("g" + i, "t", now)).isZero();
            rates.take("g" + i, "t", now);
            assertThat(rates.readyInNanos("g" + i, "t", now)).isPositive();
        }
        assertThat(rates.size()).isLessThan(2_000);
        rates.take("g", "other", 0);
        assertThat(rates.readyInNanos("g", "other", 0)).isZero();
    }

    private static TypeLimits rate(double perSecond) {
        return new TypeLimits(TypeLimits.UNLIMITED, RateLimit.perSecond(perSecond), null, false);
    }

    private static TypeLimits gated() {
        return new TypeLimits(TypeLimits.UNLIMITED, null, null, true);
    }

    private static final class FakeGate implements AttemptGate {
        long answer = ENTERED;
        int asked;
        final List<String> givenBack = new ArrayList<>();

        @Override
        public long enter(String type) {
            asked++;
            return answer;
        }

        @Override
        public void giveBack(String type) {
            givenBack.add(type);
        }
    }
}
