package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.TaskRecord.Cancel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An earlier owner lets go of thousands of groups, one by one. */
class ReleaseTest {
    private static final int MANY = 500;
    private static final OwnerKey OTHER = Records.epoch(1);

    private final List<RunId> heads =
            IntStream.range(0, MANY).mapToObj(i -> RunId.at("g" + i, "h" + i, 1, i)).toList();
    private final Bench bench = new Bench(4, 1);

    @Test
    void shouldLookAtNoOtherLaneWhenAGroupIsLetGoOf() {
        heldByAnother();
        for (int i = 0; i < MANY; i++) {
            bench.submit("w" + i, "w" + i);
        }
        assertThat(bench.runs).hasSize(1);
        bench.submit("g0", "next");
        int before = bench.handlersAskedFor;

        bench.append(Records.fact(heads.get(0), OTHER, 1, FactStatus.COMPLETED));
        bench.append(Records.closed(OTHER, 2, running(heads.subList(2, MANY))));

        assertThat(bench.handlersAskedFor - before).isBetween(2, 10);
    }

    @Test
    void shouldLookAtNoOtherCommandWhenAGroupIsLetGoOf() {
        heldByAnother();
        heads.forEach(h -> bench.ask(new Cancel(h.groupId(), h.taskId(), h.sequence(), null)));
        bench.deliver();
        assertThat(bench.records(CancelRequest.class)).hasSize(MANY);
        long before = bench.store.commandsHandedOut();

        for (int i = 0; i < MANY; i++) {
            bench.append(Records.fact(heads.get(i), OTHER, 1, FactStatus.CANCELLED));
            bench.append(Records.closed(OTHER, 2 + i, running(heads.subList(i + 1, MANY))));
        }

        assertThat(bench.store.commandsHandedOut() - before).isLessThanOrEqualTo(4 * MANY);
        assertThat(bench.store.pending()).isEmpty();
    }

    @Test
    void shouldStartWhatIsNotListedAnyMoreWithoutAnOutcome() {
        heldByAnother();
        assertThat(bench.runs).isEmpty();

        bench.append(Records.closed(OTHER, 2, running(heads.subList(1, MANY))));

        assertThat(bench.ids()).containsExactly("h0");
    }

    /** A process that owns its partition, whose owner before still runs the heads of all groups. */
    private void heldByAnother() {
        bench.given(Records.claim(OTHER));
        bench.given(Records.closed(OTHER, 1, running(heads)));
        bench.assign();
        bench.deliver();
        heads.forEach(head -> bench.submit(head.groupId(), head.taskId()));
        assertThat(bench.owner.isActing(bench.now())).isTrue();
    }

    private static Running[] running(List<RunId> runs) {
        Stream<Running> running = runs.stream().map(run -> Records.running(run, OTHER, 1));
        return running.toArray(Running[]::new);
    }
}
