package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.UnparkAction;
import org.junit.jupiter.api.Test;

/** Commands by the thousand: what is done for them grows with their number. */
class ManyCommandsTest {
    private static final int MANY = 500;
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final RunId HEAD = RunId.at("g", "head", 1, 0);

    @Test
    void shouldLookAtEachCancelOnceWhileItsGroupWaitsForAnEarlierOwner() {
        Bench bench = heldByAnother();
        cancelMany(bench);
        assertThat(bench.store.commandsHandedOut()).isLessThanOrEqualTo(2 * MANY);

        bench.deliver();

        assertThat(bench.records(CancelRequest.class)).hasSize(MANY);
        assertThat(bench.store.commandsHandedOut()).isLessThanOrEqualTo(2 * MANY);
    }

    @Test
    void shouldLookAtTheCommandsToARunAloneWhenItGoesOn() {
        Bench bench = Bench.acting();
        bench.submit("g", "head");
        Attempt head = bench.entered();
        cancelMany(bench);
        bench.ask(new Hasten("g", "head", 0, 1, 1, null));
        long before = bench.store.commandsHandedOut();

        bench.deliver();
        bench.complete(head);

        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.store.commandsHandedOut() - before).isLessThanOrEqualTo(2 * MANY);
    }

    @Test
    void shouldHoldWhatComesWhileAnUnparkWaitsAndCarryItOutInItsOrder() {
        Bench bench = heldByAnother();
        long unpark = bench.ask(new Unpark("g", UnparkAction.SKIP, null));
        long pause = bench.ask(new Pause("g", null, null));
        bench.ask(new Cancel("g", "head", HEAD.sequence(), null));
        long resume = bench.ask(new Resume("g", null));
        long again = bench.ask(new Pause("g", null, null));
        bench.deliver();
        assertThat(bench.records(GroupChange.class)).isEmpty();
        assertThat(bench.records(CancelRequest.class)).hasSize(1);

        bench.append(Records.fact(HEAD, OTHER, 1, FactStatus.CANCELLED));
        bench.submit("g", "next");
        bench.deliver();

        assertThat(bench.records(GroupChange.class))
                .extracting(GroupChange::command)
                .containsExactly(unpark, pause, resume, again);
        assertThat(bench.store.group("g").paused()).isTrue();
        assertThat(bench.store.pending()).isEmpty();
        assertThat(bench.runs).isEmpty();
    }

    private static void cancelMany(Bench bench) {
        long[] places = new long[MANY];
        for (int i = 0; i < MANY; i++) {
            places[i] = bench.submit("g", "t" + i);
        }
        for (int i = 0; i < MANY; i++) {
            bench.ask(new Cancel("g", "t" + i, places[i], null));
        }
    }

    /** A process that owns its partition, whose owner before still runs the head of the group. */
    private static Bench heldByAnother() {
        Bench bench = new Bench();
        bench.given(Records.claim(OTHER));
        bench.given(Records.closed(OTHER, 1, Records.running(HEAD, OTHER, 1)));
        bench.assign();
        bench.deliver();
        bench.submit("g", "head");
        assertThat(bench.owner.isActing(bench.now())).isTrue();
        return bench;
    }
}
