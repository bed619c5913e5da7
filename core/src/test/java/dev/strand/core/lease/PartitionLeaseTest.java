package dev.strand.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Rule;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class PartitionLeaseTest {
    /** Counts for 800. */
    private final PartitionLease lease = new PartitionLease(Duration.ofNanos(1_000), Rule.ALL);

    @Test
    void shouldNotHoldBeforeItsClaimIsAcknowledged() {
        lease.acknowledged(0);

        assertThat(lease.isValid(1)).isFalse();
        assertThat(lease.isBroken(1)).isFalse();
    }

    @Test
    void shouldCountFromTheSendingOfTheClaim() {
        lease.start(100);

        assertThat(lease.isValid(900)).isTrue();
        assertThat(lease.isBroken(900)).isFalse();
        assertThat(lease.isValid(901)).isFalse();
    }

    @Test
    void shouldBeExtendedByRecordsSentWhileItHeld() {
        lease.start(0);
        lease.acknowledged(800);

        assertThat(lease.isValid(1_600)).isTrue();
        assertThat(lease.isValid(1_601)).isFalse();
    }

    @Test
    void shouldNotBeShortenedByALateAcknowledgement() {
        lease.start(0);
        lease.acknowledged(500);
        lease.acknowledged(300);
        lease.start(0);

        assertThat(lease.isValid(1_300)).isTrue();
    }

    @Test
    void shouldBreakForEverWhenARecordSentTooLateIsAcknowledged() {
        lease.start(0);
        lease.acknowledged(801);

        assertThat(lease.isValid(100)).isFalse();
        assertThat(lease.isBroken(100)).isTrue();
    }

    @Test
    void shouldBreakForEverOnceItWasFoundRunOut() {
        lease.start(0);
        assertThat(lease.isValid(801)).isFalse();
        lease.acknowledged(700);

        assertThat(lease.isBroken(802)).isTrue();
        assertThat(lease.isValid(802)).isFalse();
    }

    @Test
    void shouldHoldAgainWithoutTheRuleOfTheChain() {
        PartitionLease careless =
                new PartitionLease(
                        Duration.ofNanos(1_000),
                        EnumSet.complementOf(EnumSet.of(Rule.LEASE_CHAIN)));
        careless.start(0);
        assertThat(careless.isValid(5_000)).isFalse();
        careless.acknowledged(5_000);

        assertThat(careless.isValid(5_001)).isTrue();
        assertThat(careless.isBroken(9_999)).isFalse();
    }
}
