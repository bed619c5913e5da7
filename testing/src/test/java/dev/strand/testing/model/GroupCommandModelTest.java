package dev.strand.testing.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import org.junit.jupiter.api.Test;

/** What the model says of parked groups and of purges, also where they are carried out late. */
class GroupCommandModelTest {
    private static final Script REFUSED_ONCE = new Script(0, 0, 1, false);
    private static final Script HANGS = new Script(0, 0, 0, true);

    private final Tale tale = new Tale();

    private long unpark() {
        return tale.ask(new Unpark(Tale.GROUP, UnparkAction.RETRY, null));
    }

    /** The run that an unpark has made in the place of one that has failed. */
    private RunId retriedInPlace(RunId failed, long unpark) {
        tale.carriedOut(unpark, failed);
        return new RunId(Tale.GROUP, failed.taskId(), 2, failed.sequence(), unpark);
    }

    @Test
    void shouldFindAPurgeThatSparesWhatIsHeldOrStartsWhatIsBehind() {
        RunId head = tale.submit("head", HANGS, OnFailure.CONTINUE);
        RunId held = tale.submit("held");
        tale.attempt(head, 1);
        tale.ask(new Purge(Tale.GROUP, null, null));
        tale.cancel(head);
        tale.end(head, TaskStatus.CANCELLED, 1);
        tale.complete(held);

        assertThat(tale.violations())
                .anyMatch(v -> v.contains("taskId=held") && v.contains("[CANCELLED]"));
    }

    @Test
    void shouldFindARunBehindOneThatAPurgeHasEnded() {
        RunId one = tale.submit("one");
        RunId two = tale.submit("two");
        tale.ask(new Purge(Tale.GROUP, null, null));
        tale.end(one, TaskStatus.CANCELLED, 0);
        tale.complete(two);

        assertThat(tale.violations()).singleElement().asString().contains("purge");
    }

    @Test
    void shouldHoldAParkedGroupUntilItsFailureIsRetriedInPlace() {
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        RunId two = tale.submit("two");
        tale.fail(one);
        RunId again = retriedInPlace(one, unpark());
        tale.complete(again);
        tale.complete(two);

        assertThat(tale.violations()).isEmpty();
    }

    @Test
    void shouldFindARetryInPlaceThatRunsAtTheTail() {
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        RunId two = tale.submit("two");
        tale.fail(one);
        RunId again = retriedInPlace(one, unpark());
        tale.complete(two);
        tale.complete(again);

        assertThat(tale.violations()).singleElement().asString().contains("run number 1");
    }

    @Test
    void shouldFindAnUnparkThatWasDroppedOrLetGoOfSomethingElse() {
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        tale.fail(one);
        long unpark = tale.ask(new Unpark(Tale.GROUP, UnparkAction.SKIP, "one", 1, null));

        assertThat(tale.violations()).singleElement().asString().contains("let go of null");
        tale.carriedOut(unpark, RunId.at(Tale.GROUP, "other", 1, 9));
        assertThat(tale.violations()).singleElement().asString().contains("other");
        tale.carriedOut(unpark, one);
        assertThat(tale.violations()).isEmpty();
    }

    @Test
    void shouldLetALateUnparkGoOfAFailureThatCameAfterIt() {
        long unpark = unpark();
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        RunId two = tale.submit("two");
        tale.fail(one);
        RunId again = retriedInPlace(one, unpark);
        tale.complete(again);
        tale.complete(two);

        assertThat(tale.violations()).isEmpty();
    }

    @Test
    void shouldFindAnUnparkThatPassesOverTheFailureThatItCameAfter() {
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        tale.fail(one);
        long unpark = tale.ask(new Unpark(Tale.GROUP, UnparkAction.SKIP, null));
        RunId two = tale.submit("two", REFUSED_ONCE, OnFailure.PARK);
        tale.fail(two);
        tale.carriedOut(unpark, two);

        assertThat(tale.violations()).anyMatch(v -> v.contains("was held by") && v.contains("one"));
    }

    @Test
    void shouldLetAPurgeEndTheRunThatALateUnparkBeforeItHasMade() {
        long unpark = unpark();
        tale.ask(new Purge(Tale.GROUP, null, null));
        RunId one = tale.submit("one", REFUSED_ONCE, OnFailure.PARK);
        tale.fail(one);
        RunId again = retriedInPlace(one, unpark);
        tale.end(again, TaskStatus.CANCELLED, 0);

        assertThat(tale.violations()).isEmpty();
    }

    @Test
    void shouldNotLetAPurgeEndWhatWasAskedForAfterIt() {
        tale.ask(new Purge(Tale.GROUP, null, null));
        RunId one = tale.submit("one");
        tale.end(one, TaskStatus.CANCELLED, 0);

        assertThat(tale.violations()).singleElement().asString().contains("[COMPLETED]");
    }

    @Test
    void shouldFindARunBehindOneThatEitherOfTwoPurgesHasEnded() {
        RunId one = tale.submit("one");
        RunId two = tale.submit("two");
        tale.ask(new Purge(Tale.GROUP, null, null));
        RunId three = tale.submit("three");
        tale.ask(new Purge(Tale.GROUP, null, null));
        tale.end(one, TaskStatus.CANCELLED, 0);
        tale.complete(two);
        tale.complete(three);

        assertThat(tale.violations())
                .singleElement()
                .asString()
                .contains("taskId=two", "the purge at offset 2");
    }

    @Test
    void shouldLetATaskExpireThatAPurgeComesTooLateFor() {
        RunId head = tale.submit("head", HANGS, OnFailure.CONTINUE);
        RunId held = tale.expiring("held", 3);
        tale.attempt(head, 1);
        tale.ask(new Purge(Tale.GROUP, null, null));
        tale.cancel(head);
        tale.end(head, TaskStatus.CANCELLED, 1);
        tale.end(held, TaskStatus.EXPIRED, 0);

        assertThat(tale.violations()).isEmpty();
    }

    @Test
    void shouldFindATaskThatIsSaidToBeDoneAndNeverStarted() {
        RunId one = tale.submit("one");
        tale.end(one, TaskStatus.COMPLETED, 1);

        assertThat(tale.violations()).singleElement().asString().contains("started 0 times");
        assertThat(tale.checkerAfter(1).violations()).hasSize(1);
    }

    @Test
    void shouldFindATaskThatIsSaidToHaveBeenTriedMoreOftenThanItWas() {
        RunId one = tale.submit("one", new Script(0, 2, 0, false), OnFailure.CONTINUE);
        tale.attempt(one, 1);
        tale.end(one, TaskStatus.COMPLETED, 3);

        assertThat(tale.violations()).singleElement().asString().contains("started 1 times");
    }

    @Test
    void shouldFindATaskThatExpiresBeforeItsTime() {
        RunId early = tale.expiring("early", 60);
        tale.end(early, TaskStatus.EXPIRED, 0);

        assertThat(tale.violations()).singleElement().asString().contains("EXPIRED before");
    }
}
