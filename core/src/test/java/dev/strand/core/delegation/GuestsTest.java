package dev.strand.core.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.delegation.GuestEffect.Ask;
import dev.strand.core.delegation.GuestEffect.Enter;
import dev.strand.core.delegation.GuestEffect.GiveBack;
import dev.strand.core.delegation.GuestEffect.Interrupt;
import dev.strand.core.delegation.GuestEffect.Withdraw;
import dev.strand.core.delegation.Reply.Demand;
import dev.strand.core.delegation.Reply.Given;
import dev.strand.core.fold.Records;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.core.owner.Inside;
import dev.strand.core.owner.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LEASE = 3 * SECOND;
    private static final String OWNER = "owner:8082";

    private final Guests guests = new Guests(new Report.Sender("worker", "nonce"), Set.of("demo"));

    @Test
    void shouldEnterWithAPermitThatItHasOffered() {
        Report report = offer();

        assertThat(report.offers()).containsEntry("demo", new Report.Offer(1, 0));
        assertThat(report.isUrgent()).isTrue();
        assertThat(guests.replied(OWNER, report.number(), given(), 0))
                .hasSize(1)
                .first()
                .isInstanceOf(Enter.class);
        assertThat(guests.report(OWNER, SECOND).attempts().inside()).containsExactly("a1");
    }

    @Test
    void shouldRefuseWhatArrivesAfterTheLeaseCountedFromItsReport() {
        Report report = offer();

        List<GuestEffect> effects = guests.replied(OWNER, report.number(), given(), LEASE);

        assertThat(effects).containsExactly(new GiveBack("demo"));
        assertThat(guests.report(OWNER, LEASE).attempts().ended())
                .containsExactly(new Report.Ended("a1", null));
    }

    @Test
    void shouldInterruptWhatNobodyProtectsAnyMore() {
        Attempt attempt = entered();

        assertThat(guests.tick(LEASE)).isEmpty();
        assertThat(guests.tick(LEASE + 1)).containsExactly(new Interrupt(attempt));
        assertThat(guests.isProtected(attempt, LEASE + 1)).isFalse();

        List<GuestEffect> _ =
                guests.returned(attempt, new Failed(new TaskError("X", "", null), false, null));
        assertThat(guests.report(OWNER, LEASE + 1).attempts().ended())
                .singleElement()
                .satisfies(ended ->
                        assertThat(ended.result())
                                .isInstanceOf(Failed.class)
                                .asString()
                                .contains(Guest.OWNER_SILENT));
    }

    @Test
    void shouldIgnoreTheAnswerToAReportThatItHasGivenUp() {
        Report report = offer();

        assertThat(guests.failed(OWNER, report.number())).containsExactly(new GiveBack("demo"));
        assertThat(guests.replied(OWNER, report.number(), given(), 0)).isEmpty();
        assertThat(guests.running()).isZero();
    }

    @Test
    void shouldRepeatAResultUntilItIsTaken() {
        Attempt attempt = entered();
        List<GuestEffect> _ = guests.returned(attempt, new Succeeded(RawJson.NULL));

        Report first = guests.report(OWNER, 1);
        List<GuestEffect> _ = guests.failed(OWNER, first.number());
        Report second = guests.report(OWNER, 2);
        assertThat(second.attempts().ended()).isEqualTo(first.attempts().ended()).hasSize(1);

        Reply taken = new Reply(List.of(), Map.of(), Map.of(), Set.of("a1"), Map.of());
        List<GuestEffect> _ = guests.replied(OWNER, second.number(), taken, 2);
        assertThat(guests.report(OWNER, 3).attempts().ended()).isEmpty();
    }

    @Test
    void shouldTellWhatItStillRunsForAnEarlierOwner() {
        Attempt attempt = entered();

        assertThat(guests.inside(0, 5, 0)).isEmpty();
        assertThat(guests.inside(1, 6, 0)).isEmpty();
        assertThat(guests.inside(0, 6, 0)).containsExactly(new Inside("g", "a", 5, "worker"));
        assertThat(guests.tick(1)).as("it is protected all the same").isEmpty();
        assertThat(guests.report(OWNER, 1).attempts().inside())
                .as("and its own owner must not take it for never received")
                .containsExactly("a1");

        List<GuestEffect> _ = guests.returned(attempt, new Succeeded(RawJson.NULL));
        assertThat(guests.inside(0, 6, 1)).isEmpty();
    }

    @Test
    void shouldTellWhatNobodyProtectsEvenBeforeItHasNoticed() {
        Attempt _ = entered();

        assertThat(guests.inside(0, 5, LEASE)).isEmpty();
        assertThat(guests.inside(0, 5, LEASE + 1))
                .containsExactly(new Inside("g", "a", 5, "worker"));
    }

    @Test
    void shouldTellProgressUntilAReportWithItIsAnswered() {
        Attempt attempt = entered();
        Progress half = new Progress(50, "half");
        guests.progressed(attempt, half);

        Report lost = guests.report(OWNER, 1);
        List<GuestEffect> _ = guests.failed(OWNER, lost.number());
        Report heard = guests.report(OWNER, 1);
        assertThat(heard.attempts().progress()).containsEntry("a1", half);
        List<GuestEffect> _ = guests.replied(OWNER, heard.number(), Reply.EMPTY, 1);
        assertThat(guests.report(OWNER, 1).attempts().progress()).isEmpty();
    }

    @Test
    void shouldKeepNoPermitForAnOwnerThatDoesNotAnswer() {
        Report report = offer();
        Report next = guests.report(OWNER, 0);
        List<GuestEffect> effects = guests.replied(OWNER, next.number(), wanting(3), 0);
        assertThat(effects).hasSize(3).allMatch(Ask.class::isInstance);

        assertThat(guests.failed(OWNER, report.number()))
                .contains(new GiveBack("demo"))
                .filteredOn(Withdraw.class::isInstance)
                .hasSize(3);
    }

    @Test
    void shouldBeginNothingWhileItIsShutDown() {
        Report report = offer();
        List<GuestEffect> _ = guests.drain();

        assertThat(guests.replied(OWNER, report.number(), given(), 0))
                .containsExactly(new GiveBack("demo"));
        assertThat(guests.report(OWNER, 0).attempts().ended())
                .containsExactly(new Report.Ended("a1", null));
    }

    @Test
    void shouldNotEnterAGroupOfWhichItIsStillInsideAHandler() {
        Attempt _ = entered();
        Report report = offer();

        Reply other =
                new Reply(
                        List.of(new Given("b1", 0, order(6))),
                        Map.of("a1", LEASE, "b1", LEASE),
                        Map.of(),
                        Set.of(),
                        Map.of());
        assertThat(guests.replied(OWNER, report.number(), other, 0))
                .containsExactly(new GiveBack("demo"));
    }

    @Test
    void shouldGiveBackWhatItHasOfferedToAnOwnerThatIsNoMore() {
        Report report = offer();

        List<GuestEffect> _ = guests.owners(List.of(), 0);

        assertThat(guests.failed(OWNER, report.number())).containsExactly(new GiveBack("demo"));
    }

    @Test
    void shouldKeepAResultForAnOwnerThatIsMissingForAMomentOnly() {
        Attempt attempt = entered();
        List<GuestEffect> _ = guests.returned(attempt, new Succeeded(RawJson.NULL));

        List<GuestEffect> _ = guests.owners(List.of(), 0);
        List<GuestEffect> _ = guests.owners(List.of(OWNER), 4 * SECOND);
        List<GuestEffect> _ = guests.owners(List.of(), 10 * SECOND);
        assertThat(guests.report(OWNER, 10 * SECOND).attempts().ended()).hasSize(1);

        List<GuestEffect> _ = guests.owners(List.of(), 16 * SECOND);
        assertThat(guests.report(OWNER, 16 * SECOND).attempts().ended()).isEmpty();
    }

    /** Asks for a permit, gets it, and offers it. */
    private Report offer() {
        Report idle = guests.report(OWNER, 0);
        for (GuestEffect effect : guests.replied(OWNER, idle.number(), wanting(1), 0)) {
            if (effect instanceof Ask ask) {
                List<GuestEffect> _ = guests.granted(ask.waiter());
            }
        }
        return guests.report(OWNER, 0);
    }

    private static Reply wanting(int groups) {
        return new Reply(
                List.of(), Map.of(), Map.of(), Set.of(), Map.of("demo", new Demand(groups, 5, 0)));
    }

    private Attempt entered() {
        Report report = offer();
        for (GuestEffect effect : guests.replied(OWNER, report.number(), given(), 0)) {
            if (effect instanceof Enter enter) {
                return enter.attempt();
            }
        }
        throw new AssertionError("nothing was entered");
    }

    private static Reply given() {
        return new Reply(
                List.of(new Given("a1", 0, order(5))),
                Map.of("a1", LEASE),
                Map.of(),
                Set.of(),
                Map.of());
    }

    private static Order order(long epoch) {
        return new Order(
                RunId.at("g", "a", 1, 7), Records.task("g", "a"), new OwnerKey(epoch, "n"), 1, 1);
    }
}
