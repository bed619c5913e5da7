package dev.strand.core.fold;

import static dev.strand.core.fold.Records.NOW;
import static dev.strand.core.fold.Records.claim;
import static dev.strand.core.fold.Records.epoch;
import static dev.strand.core.fold.Records.fact;
import static dev.strand.core.fold.Records.groupChange;
import static dev.strand.core.fold.Records.submission;
import static dev.strand.core.fold.Records.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.StatusVerdict.CancelRequested;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.fold.TaskVerdict.NothingToDo;
import dev.strand.core.fold.TaskVerdict.Pending;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Commands wait in the store until their effect is read, and change nothing by themselves. */
class CommandTest {
    private static final OwnerKey OWNER = epoch(1);
    private static final Cancel CANCEL = new Cancel("g", "t", "ada");
    private static final Pause PAUSE = new Pause("g", "checking", "ada");
    private static final Resume RESUME = new Resume("g", "ada");

    private final MemoryStore store = new MemoryStore(false);
    private final Fold fold = new Fold(store);

    @Test
    void shouldKeepACancelUntilItsRunHasEnded() {
        fold.fold(0, NOW, submission("g", "t"));

        assertThat(fold.fold(1, NOW, CANCEL)).isInstanceOf(Pending.class);
        assertThat(store.pending())
                .containsExactly(new PendingCommand(1, CANCEL, RunId.at("g", "t", 1, 0)));

        fold.fold(fact(RunId.at("g", "t", 1, 0), OWNER, 1, FactStatus.RETRYING));
        assertThat(store.pending()).hasSize(1);

        fold.fold(fact(RunId.at("g", "t", 1, 0), OWNER, 1, FactStatus.COMPLETED));
        assertThat(store.pending()).isEmpty();
    }

    @Test
    void shouldAimACancelAtTheNewestRunBeforeIt() {
        fold.fold(0, NOW, submission("g", "t"));
        fold.fold(1, NOW, new Retry(task("g", "t"), 2, null));
        fold.fold(2, NOW, CANCEL);
        fold.fold(3, NOW, new Retry(task("g", "t"), 3, null));

        assertThat(store.pending())
                .singleElement()
                .extracting(PendingCommand::target)
                .isEqualTo(RunId.at("g", "t", 2, 1));
    }

    @Test
    void shouldHaveNothingToDoForACancelOfWhatIsUnknownOrHasEnded() {
        assertThat(fold.fold(0, NOW, CANCEL)).isInstanceOf(NothingToDo.class);
        fold.fold(1, NOW, submission("g", "t"));
        fold.fold(fact(RunId.at("g", "t", 1, 1), OWNER, 1, FactStatus.FAILED));

        assertThat(fold.fold(2, NOW, CANCEL)).isInstanceOf(NothingToDo.class);
        assertThat(store.pending()).isEmpty();
    }

    @Test
    void shouldKeepAPauseUntilItsGroupHasBeenChangedByItOrALaterOne() {
        fold.fold(0, NOW, PAUSE);
        fold.fold(1, NOW, RESUME);
        fold.fold(2, NOW, PAUSE);
        fold.fold(3, NOW, new Pause("h", null, null));
        assertThat(store.group("g")).isEqualTo(GroupState.FREE);

        assertThat(fold.fold(groupChange("g", false, 1, OWNER))).isInstanceOf(GroupChanged.class);

        assertThat(store.pending()).extracting(PendingCommand::offset).containsExactly(2L, 3L);
    }

    @Test
    void shouldHaveNothingToDoForAPauseWhoseEffectWasReadBefore() {
        fold.fold(groupChange("g", true, 4, OWNER));

        assertThat(fold.fold(4, NOW, PAUSE)).isInstanceOf(NothingToDo.class);
        assertThat(fold.fold(5, NOW, RESUME)).isInstanceOf(Pending.class);
    }

    @Test
    void shouldNotLetAnOlderCommandUndoANewerOne() {
        fold.fold(groupChange("g", true, 4, OWNER));

        assertThat(fold.fold(groupChange("g", false, 4, OWNER))).isInstanceOf(Ignored.class);
        assertThat(fold.fold(groupChange("g", false, 3, OWNER))).isInstanceOf(Ignored.class);
        assertThat(store.group("g").paused()).isTrue();
        assertThat(fold.fold(groupChange("g", false, 5, OWNER))).isInstanceOf(GroupChanged.class);
        assertThat(store.group("g").paused()).isFalse();
    }

    @Test
    void shouldIgnoreTheGroupChangesOfAFencedOwner() {
        fold.fold(claim(OWNER));
        fold.fold(new Fence(OWNER));

        assertThat(fold.fold(groupChange("g", true, 4, OWNER))).isInstanceOf(Ignored.class);
        assertThat(store.group("g")).isEqualTo(GroupState.FREE);
    }

    @Test
    void shouldPassOnTheWishToCancelWhatAnotherRuns() {
        CancelRequest request = new CancelRequest(RunId.at("g", "t", 1, 0), 1);

        assertThat(fold.fold(request)).isEqualTo(new CancelRequested(request));
    }

    @Test
    void shouldForgetCommandsAtOnceWithoutTheRuleThatKeepsThem() {
        Fold forgetful = new Fold(store, EnumSet.complementOf(EnumSet.of(Rule.KEEP_COMMANDS)));

        assertThat(forgetful.fold(0, NOW, PAUSE)).isInstanceOf(Pending.class);
        assertThat(store.pending()).isEmpty();
    }
}
