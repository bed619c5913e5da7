package dev.strand.core.owner;

import static dev.strand.core.owner.Bench.FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.permit.AttemptGate;
import dev.strand.core.permit.Elsewhere;
import dev.strand.core.permit.RateLimit;
import dev.strand.core.permit.TypeLimits;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.core.why.Reason;
import dev.strand.core.why.ReasonCode;
import dev.strand.core.why.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of waiting, provoked, and the reason that is given for it. */
class WhyTest {
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final Reason.Pause NOBODY = new Reason.Pause(null, null, null);

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheReasonForEveryWayOfWaiting(ReasonCode code) {
        List<Reason> reasons = provoke(code);

        assertThat(reasons.stream().map(ReasonCode::of)).first().isEqualTo(code);
        assertThat(reasons)
                .allSatisfy(reason ->
                        assertThat(Sentences.of(reason, Records.NOW))
                                .matches("[A-Z].*\\.")
                                .doesNotContain("null", "%"));
    }

    private static List<Reason> provoke(ReasonCode code) {
        return switch (code) {
            case NOT_DUE -> scheduled().why("a");
            case BEHIND -> running().why("b");
            case RUNNING -> running().why("a");
            case RETRY_LATER -> retrying().why("a");
            case PAUSED_GROUP -> paused().why("a");
            case PAUSED_TYPE -> List.of(new Reason.PausedType("demo", NOBODY));
            case PAUSED_ALL -> List.of(new Reason.PausedAll(NOBODY));
            case PARKED -> List.of(new Reason.Parked("a", null));
            case NO_PERMIT -> withoutPermit().why("a");
            case NO_TYPE_PERMIT -> second(TypeLimits.ofPermits(1), AttemptGate.ALWAYS).why("a");
            case RATE_LIMITED -> second(rates(0.5, null), AttemptGate.ALWAYS).why("a");
            case GROUP_RATE_LIMITED -> withoutGroupRate().why("b");
            case BREAKER_OPEN -> second(gated(), closed(5_000_000_000L)).why("a");
            case NO_HANDLER -> withoutHandler().why("a");
            case HANDLER_ELSEWHERE -> withHandlerElsewhere().why("a");
            case NO_OWNER -> withoutLease().why("a");
            case RECOVERING -> recovering().why("a");
            case PREDECESSOR_UNKNOWN -> behindAnotherOwner().why("a");
            case DRAINING -> draining().why("a");
            case STUCK -> stuck().why("a");
            case ENDED -> ended().why("a");
            case CANCEL_PENDING -> cancelPending().why("b");
        };
    }

    private static Bench submitted(Bench bench) {
        bench.submit("g", "a");
        bench.submit("g", "b");
        return bench;
    }

    private static Bench scheduled() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "a", options(bench.wall().plusSeconds(60))));
        return bench;
    }

    private static TaskOptions options(@Nullable Instant notBefore) {
        return new TaskOptions(
                5,
                notBefore,
                null,
                Duration.ofSeconds(2),
                RetryPolicy.DEFAULT,
                OnFailure.CONTINUE,
                Map.of());
    }

    private static Bench running() {
        Bench bench = submitted(Bench.acting());
        Attempt _ = bench.entered();
        return bench;
    }

    private static Bench retrying() {
        Bench bench = submitted(Bench.acting());
        bench.returns(bench.entered(), FAILURE);
        bench.deliver();
        return bench;
    }

    private static Bench paused() {
        Bench bench = Bench.acting();
        bench.ask(new TaskRecord.Pause("g", "audit", "ada"));
        bench.deliver();
        return submitted(bench);
    }

    private static Bench withoutPermit() {
        Bench bench = new Bench(4, 1);
        bench.assign();
        bench.deliver();
        bench.submit("busy", "x");
        return submitted(bench);
    }

    /** A group that waits because another one has used up what there is. */
    private static Bench second(TypeLimits limits, AttemptGate gate) {
        Bench bench = Bench.acting(limits, gate);
        bench.submit("busy", "x");
        return submitted(bench);
    }

    private static TypeLimits gated() {
        return new TypeLimits(TypeLimits.UNLIMITED, null, null, true);
    }

    private static TypeLimits rates(@Nullable Double perSecond, @Nullable Double perGroup) {
        return new TypeLimits(
                TypeLimits.UNLIMITED,
                perSecond == null ? null : RateLimit.perSecond(perSecond),
                perGroup == null ? null : RateLimit.perSecond(perGroup),
                false);
    }

    private static AttemptGate closed(long forNanos) {
        return new AttemptGate() {
            @Override
            public long enter(String type) {
                return forNanos;
            }

            @Override
            public void giveBack(String type) {}
        };
    }

    private static Bench withoutGroupRate() {
        Bench bench = submitted(Bench.acting(rates(null, 0.1), AttemptGate.ALWAYS));
        bench.complete(bench.entered());
        return bench;
    }

    private static Bench withoutHandler() {
        Bench bench = Bench.acting();
        bench.hasHandler = false;
        return submitted(bench);
    }

    private static Bench withHandlerElsewhere() {
        Bench bench = withoutHandler();
        Map<String, List<String>> other = Map.of("demo", List.of("other"));
        bench.permits.elsewhere().handlers(new Elsewhere.Handlers(other, bench.wall()));
        return bench;
    }

    private static Bench withoutLease() {
        Bench bench = submitted(Bench.acting());
        bench.pass(Duration.ofSeconds(5));
        bench.runs.clear();
        return bench;
    }

    private static Bench recovering() {
        Bench bench = new Bench();
        bench.assign();
        return submitted(bench);
    }

    private static Bench behindAnotherOwner() {
        Bench bench = new Bench();
        bench.given(Records.claim(OTHER));
        bench.given(Records.closed(OTHER, 1, Records.running(RunId.at("g", "z", 1, 0), OTHER, 1)));
        bench.assign();
        bench.deliver();
        return submitted(bench);
    }

    private static Bench draining() {
        Bench bench = submitted(withoutPermit());
        bench.owner.drain();
        return bench;
    }

    private static Bench stuck() {
        Bench bench = Bench.acting();
        bench.submit(Records.task("g", "a", options(null)));
        Attempt _ = bench.entered();
        bench.live(Duration.ofSeconds(30));
        return bench;
    }

    private static Bench ended() {
        Bench bench = submitted(Bench.acting());
        bench.complete(bench.entered());
        return bench;
    }

    private static Bench cancelPending() {
        Bench bench = running();
        bench.ask(new TaskRecord.Cancel("g", "b", "ada"));
        return bench;
    }

    @Test
    void shouldNameWhatATaskWaitsBehindAndWhyThatWaits() {
        Bench bench = retrying();

        List<Reason> reasons = bench.why("b");

        assertThat(reasons.stream().map(ReasonCode::of))
                .containsExactly(ReasonCode.BEHIND, ReasonCode.RETRY_LATER);
        assertThat(Sentences.of(reasons.getFirst(), bench.wall()))
                .isEqualTo("Waits behind a of the same group, which is retried later.");
    }

    @Test
    void shouldSayHowLongTheTaskBeforeItRuns() {
        Bench bench = running();
        bench.live(Duration.ofSeconds(12));

        assertThat(Sentences.of(bench.why("b").getFirst(), bench.wall()))
                .isEqualTo("Waits behind a of the same group, which runs since 12 s.");
    }

    @Test
    void shouldSayWhoPausedAndWhy() {
        Bench bench = paused();

        assertThat(Sentences.of(bench.why(null).getFirst(), bench.wall()))
                .isEqualTo("The group is paused by ada since 2026-01-01T00:00:00Z: audit.");
    }

    @Test
    void shouldKnowThatATaskBeyondItsWindowWaitsBehindTheHead() {
        Bench bench = Bench.acting();
        for (int i = 0; i < 20; i++) {
            bench.submit("g", "t" + i);
        }
        Attempt _ = bench.entered();

        assertThat(bench.why("t19").getFirst()).isInstanceOf(Reason.Behind.class);
        assertThat(bench.why("unknown").getFirst()).isInstanceOf(Reason.Behind.class);
        assertThat(bench.owner.insight().explain("other", null, bench.now()))
                .containsExactly(new Reason.Ended());
    }

    @Test
    void shouldSayWhereItStandsWithThePartition() {
        Bench bench = withoutPermit();
        assertThat(bench.owner.insight().state(bench.now()))
                .isEqualTo(new OwnerState(0, 1, OwnerState.Phase.ACTING, 1, 2, 1));

        bench.owner.drain();
        assertThat(bench.owner.insight().state(bench.now()).phase())
                .isEqualTo(OwnerState.Phase.DRAINING);

        bench.unassign();
        assertThat(bench.owner.insight().state(bench.now()).phase())
                .isEqualTo(OwnerState.Phase.CLOSED);
        assertThat(recovering().owner.insight().state(bench.now()).phase())
                .isEqualTo(OwnerState.Phase.RECOVERING);
    }
}
