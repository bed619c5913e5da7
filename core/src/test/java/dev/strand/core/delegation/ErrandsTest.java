package dev.strand.core.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.delegation.Reply.Given;
import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.delegation.Report.Attempts;
import dev.strand.core.delegation.Report.Ended;
import dev.strand.core.delegation.Report.Offer;
import dev.strand.core.delegation.Report.Sender;
import dev.strand.core.fold.Records;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.core.owner.Order;
import dev.strand.core.permit.Elsewhere;
import dev.strand.core.permit.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrandsTest implements Partitions {
    private static final long SECOND = 1_000_000_000L;
    private static final long GRACE = 2 * SECOND;
    private static final Sender WORKER = new Sender("worker", "nonce");
    private static final Attempts NOTHING = Attempts.NONE;

    private final Elsewhere elsewhere = new Elsewhere(Duration.ofSeconds(10));
    private Errands errands = new Errands("x", elsewhere, this, GRACE);
    private final List<String> said = new ArrayList<>();
    private long lease = 3 * SECOND;
    private boolean isAnnouncedFirst;

    @Test
    void shouldGiveTheMostUrgentGroupForAPermit() {
        elsewhere.add(new Waiter(0, "low", "demo", 1, 0));
        elsewhere.add(new Waiter(0, "high", "demo", 9, 0));

        Reply reply = hear(1, 1, Set.of(), NOTHING);

        assertThat(reply.given())
                .singleElement()
                .satisfies(given -> assertThat(given.attempt().run().groupId()).isEqualTo("high"));
        assertThat(reply.leases()).containsValue(3 * SECOND);
        assertThat(reply.wanted()).containsEntry("demo", new Reply.Demand(1, 1, 0));
    }

    @Test
    void shouldMakeAgainWhatWasNeverReceived() {
        String id = give();

        hear(2, 0, Set.of(1L), NOTHING);
        assertThat(said).as("while the answer may still arrive").isEmpty();
        hear(3, 0, Set.of(), NOTHING);
        assertThat(said).containsExactly("not entered g");
        assertThat(hear(4, 0, Set.of(), inside(id)).interrupts()).containsKey(id);
    }

    @Test
    void shouldTakeForLostWhatItsProcessHasForgotten() {
        String id = give();
        hear(2, 0, Set.of(), inside(id));

        hear(3, 0, Set.of(), NOTHING);

        assertThat(said).as("it has been begun, and must count").containsExactly("lost g");
        assertThat(errands.everLost()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreAReportThatIsOlderThanOneItHasHeard() {
        String id = give();
        hear(3, 0, Set.of(), inside(id));

        assertThat(hear(2, 1, Set.of(), NOTHING)).isEqualTo(Reply.EMPTY);
        assertThat(said).isEmpty();
    }

    @Test
    void shouldTakeForLostOnlyWhatHadTheTimeToBeInterruptedAndToReturn() {
        String id = give();
        errands.hear(report(2, 0, Set.of(), inside(id)), SECOND);

        errands.tick(SECOND + lease + GRACE);
        assertThat(said).isEmpty();
        errands.tick(SECOND + lease + GRACE + 1);
        assertThat(said).containsExactly("lost g");
        assertThat(errands.everLost()).isEqualTo(1);
    }

    @Test
    void shouldWaitLongerForTheOtherOneWhenItsOwnLeaseIsLost() {
        String _ = give();
        lease = 0;

        errands.tick(20 * SECOND);
        assertThat(said).isEmpty();
        errands.tick(51 * SECOND);
        assertThat(said).containsExactly("lost g");
    }

    @Test
    void shouldTakeAResultOnce() {
        String id = give();
        Attempts ended =
                new Attempts(
                        Set.of(), List.of(new Ended(id, new Succeeded(RawJson.NULL))), Map.of());

        assertThat(hear(2, 0, Set.of(), ended).taken()).containsExactly(id);
        assertThat(hear(3, 0, Set.of(), ended).taken()).containsExactly(id);
        assertThat(said).containsExactly("returned g");
    }

    @Test
    void shouldBeginNoMoreThanThereArePermitsWhereAttemptsAreAnnouncedFirst() {
        isAnnouncedFirst = true;
        for (int i = 0; i < 10; i++) {
            elsewhere.add(new Waiter(0, "g" + i, "demo", 5, 0));
        }

        assertThat(hear(1, 3, Set.of(), NOTHING).given()).isEmpty();

        assertThat(elsewhere.waiting()).isEqualTo(7);
    }

    @Test
    void shouldNotKnowWhatAProcessBeforeItHasGivenOut() {
        String id = give();
        errands = new Errands("restarted", elsewhere, this, GRACE);
        elsewhere.add(new Waiter(0, "h", "demo", 5, 0));

        Reply reply = hear(2, 1, Set.of(), inside(id));

        assertThat(reply.given()).singleElement().extracting(Given::id).isNotEqualTo(id);
        assertThat(reply.interrupts()).containsEntry(id, Interruption.VOID);
        assertThat(reply.leases()).doesNotContainKey(id);
    }

    private String give() {
        elsewhere.add(new Waiter(0, "g", "demo", 5, 0));
        return hear(1, 1, Set.of(), NOTHING).given().getFirst().id();
    }

    private Reply hear(long number, int permits, Set<Long> open, Attempts attempts) {
        return errands.hear(report(number, permits, open, attempts), 0);
    }

    private static Report report(long number, int permits, Set<Long> open, Attempts attempts) {
        Map<String, Offer> offers = Map.of("demo", new Offer(permits, 0));
        return new Report(WORKER, number, open, offers, attempts);
    }

    private static Attempts inside(String id) {
        return new Attempts(Set.of(id), List.of(), Map.of());
    }

    @Override
    public void granted(Waiter waiter) {
        if (isAnnouncedFirst) {
            return;
        }
        String group = waiter.groupId();
        Order order =
                new Order(
                        RunId.at(group, "a", 1, 7),
                        Records.task(group, "a"),
                        new OwnerKey(5, "n"),
                        1,
                        1);
        errands.ready(waiter.partition(), Attempt.ofAnother(order), 0);
    }

    @Override
    public boolean mayEnter(int partition, Attempt attempt, String worker) {
        return true;
    }

    @Override
    public long protectedForNanos(int partition, Attempt attempt) {
        return lease;
    }

    @Override
    public void returned(int partition, Attempt attempt, AttemptResult result) {
        said.add("returned " + attempt.run().groupId());
    }

    @Override
    public void lost(int partition, Attempt attempt, AttemptResult result) {
        said.add("lost " + attempt.run().groupId());
    }

    @Override
    public void notEntered(int partition, Attempt attempt, boolean isRefused) {
        said.add("not entered " + attempt.run().groupId());
    }

    @Override
    public void progressed(int partition, Attempt attempt, Progress progress) {}
}
