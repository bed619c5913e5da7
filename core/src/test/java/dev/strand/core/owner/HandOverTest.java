package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims, closes and fences. */
class HandOverTest {
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final Duration SILENCE = Duration.ofSeconds(9);

    private static Owner last(Bench bench) {
        return bench.records(Owner.class).getLast();
    }

    /** A process that has claimed after another which is still open. */
    private static Bench after(OwnerKey open) {
        Bench bench = new Bench();
        bench.given(Records.claim(open));
        bench.assign();
        return bench;
    }

    @Test
    void shouldBeatEveryQuarterOfTheLease() {
        Bench bench = Bench.acting();

        bench.live(Duration.ofSeconds(20));

        assertThat(bench.records(Owner.class)).hasSizeBetween(15, 18);
        assertThat(bench.owner.isActing(bench.now())).isTrue();
    }

    @Test
    void shouldTellOfAllThatItLetsGoOfInFewRecords() {
        Bench bench = Bench.acting();
        for (int i = 0; i < 50; i++) {
            bench.submit("g" + i, "a");
        }
        List<Attempt> running = List.copyOf(bench.runs);
        running.forEach(bench::enter);
        bench.unassign();
        bench.deliver();
        assertThat(last(bench).running()).hasSize(50);
        int before = bench.records(Owner.class).size();

        running.forEach(each -> bench.returns(each, Bench.VALUE));
        bench.deliver();

        assertThat(bench.records(Owner.class)).hasSizeBetween(before + 1, before + 2);
        assertThat(last(bench).running()).isEmpty();
        assertThat(bench.owner.running()).isZero();
    }

    @Test
    void shouldClaimAgainAboveAWinner() {
        Bench bench = new Bench();
        bench.assign();
        bench.append(Records.claim(Records.epoch(1)));

        bench.live(Duration.ofSeconds(1));

        assertThat(last(bench).key().epoch()).isEqualTo(2);
    }

    @Test
    void shouldStopForGoodWhenItWasFrozenForLongerThanItsLease() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("h", "b");
        Attempt running = bench.runs.removeFirst();
        Attempt decided = bench.started();
        bench.enter(running);

        bench.freeze(Duration.ofSeconds(5));

        assertThat(bench.enter(decided)).isFalse();
        bench.returns(running, VALUE);
        bench.deliver();
        assertThat(bench.facts("a")).isEmpty();
        assertThat(bench.records(Owner.class)).anyMatch(Owner::closed);
    }

    @Test
    void shouldInterruptWhatRunsWhenItsLeaseBreaks() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        Attempt running = bench.entered();

        bench.pass(Duration.ofSeconds(5));

        assertThat(bench.interrupted).containsExactly(running);
        assertThat(bench.owner.isActing(bench.now())).isFalse();
    }

    @Test
    void shouldClaimAgainOnceItsBrokenEpochIsReadClosed() {
        Bench bench = Bench.acting();
        bench.pass(Duration.ofSeconds(5));
        bench.live(Duration.ofSeconds(1));
        bench.submit("g", "a");

        assertThat(last(bench).key().epoch()).isEqualTo(2);
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldTakeBackWhatWasAcknowledgedButVoid() {
        Bench bench = Bench.acting();
        bench.submit("g", "a");
        bench.submit("g", "b");
        Attempt first = bench.entered();
        bench.returns(first, VALUE);
        Outgoing outcome = bench.outbox.removeFirst();
        bench.acknowledge(outcome);
        bench.runs.clear();

        bench.append(new Fence(first.owner()));
        bench.append(outcome.record());
        bench.live(Duration.ofSeconds(1));

        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldCloseWhenAHigherClaimIsRead() {
        Bench bench = Bench.acting();

        bench.append(Records.claim(Records.epoch(7)));
        bench.deliver();

        assertThat(bench.owner.isActing(bench.now())).isFalse();
        assertThat(last(bench).closed()).isTrue();
    }

    @Test
    void shouldCloseWhenItNoLongerReadsWhatItWrites() {
        Bench bench = Bench.acting();
        for (int i = 0; i < 10; i++) {
            bench.pass(Duration.ofMillis(900));
            bench.outbox.forEach(bench::acknowledge);
        }

        assertThat(bench.outbox)
                .extracting(Outgoing::record)
                .anyMatch(r -> r instanceof Owner o && o.kind() == OwnerKind.CLOSE);
    }

    @Test
    void shouldFenceASilentOwnerAndStartAfterItsFenceIsRead() {
        Bench bench = after(OTHER);
        bench.submit("g", "a");
        bench.live(Duration.ofSeconds(5));
        assertThat(bench.records(Fence.class)).isEmpty();

        bench.live(SILENCE);

        assertThat(bench.records(Fence.class)).containsExactly(new Fence(OTHER));
        assertThat(bench.tasksEndAsked).isEqualTo(1);
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldNotTakeItsOwnLagForTheSilenceOfAnother() {
        Bench bench = after(OTHER);
        bench.deliver();
        for (int i = 1; i <= 10; i++) {
            bench.live(Duration.ofSeconds(2));
            bench.append(Records.beat(OTHER, i));
        }

        assertThat(bench.records(Fence.class)).isEmpty();
    }
}
