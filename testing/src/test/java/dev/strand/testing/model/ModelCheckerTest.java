package dev.strand.testing.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every way in which a system could go wrong is found, and nothing else is. */
class ModelCheckerTest {
    private static final Script SUCCEEDS = new Script(0, 0, 0, false);
    private static final Script FAILS_TWICE = new Script(0, 2, 0, false);
    private static final Script HANGS = new Script(0, 0, 0, true);

    private final Tale tale = new Tale();

    @Test
    void shouldAcceptTasksThatRunInTheirOrder() {
        RunId one = tale.submit("one", FAILS_TWICE, OnFailure.CONTINUE);
        RunId two = tale.submit("two");
        tale.attempt(one, 1);
        tale.attempt(one, 2);
        tale.attempt(one, 3);
        tale.end(one, TaskStatus.COMPLETED, 3);
        tale.complete(two);

        assertThat(tale.violations()).isEmpty();
        assertThat(tale.checker().exactRuns()).isEqualTo(2);
    }

    @Test
    void shouldFindAnOrderThatIsReversed() {
        RunId one = tale.submit("one");
        RunId two = tale.submit("two");
        tale.complete(two);
        tale.complete(one);

        assertThat(tale.violations()).singleElement().asString().contains("run number 0");
    }

    @Test
    void shouldFindATaskThatRunsBetweenTheAttemptsOfAnother() {
        RunId one = tale.submit("one", FAILS_TWICE, OnFailure.CONTINUE);
        RunId two = tale.submit("two");
        tale.attempt(one, 1);
        tale.complete(two);
        tale.attempt(one, 2);
        tale.attempt(one, 3);
        tale.end(one, TaskStatus.COMPLETED, 3);

        assertThat(tale.violations()).singleElement().asString().contains("run number 2");
    }

    @Test
    void shouldFindATaskThatWasForgotten() {
        tale.submit("one");

        assertThat(tale.violations()).singleElement().asString().contains("has not ended");
    }

    @Test
    void shouldFindAnAttemptTooManyAndOneTooFew() {
        RunId one = tale.submit("one");
        tale.attempt(one, 1);
        tale.attempt(one, 2);
        tale.end(one, TaskStatus.COMPLETED, 2);
        RunId two = tale.submit("two", FAILS_TWICE, OnFailure.CONTINUE);
        tale.complete(two);

        assertThat(tale.violations())
                .anyMatch(v -> v.contains("one") && v.contains("2 times"))
                .anyMatch(v -> v.contains("two") && v.contains("1 times"));
    }

    @Test
    void shouldAllowForAnAttemptThatCountsAndWasLostWithItsOwner() {
        RunId one = tale.submit("one");
        tale.attempt(one, 1, 1);
        tale.attempt(one, 2, 2);
        tale.end(one, TaskStatus.COMPLETED, 2);
        assertThat(tale.checkerAfter(1).violations()).isEmpty();
        assertThat(tale.violations()).as("nothing was lost").hasSize(1);

        RunId two = tale.submit("two");
        tale.attempt(two, 1, 1);
        tale.attempt(two, 2, 2);
        tale.attempt(two, 2, 3);
        tale.end(two, TaskStatus.COMPLETED, 3);
        assertThat(tale.checkerAfter(2).violations())
                .singleElement()
                .asString()
                .contains("3 times");
    }

    @Test
    void shouldFindACancelThatWasDropped() {
        RunId head = tale.submit("head", HANGS, OnFailure.CONTINUE);
        RunId behind = tale.submit("behind");
        tale.attempt(head, 1);
        tale.cancel(behind);
        tale.cancel(head);
        tale.end(head, TaskStatus.CANCELLED, 1);
        tale.complete(behind);

        assertThat(tale.violations())
                .anyMatch(v -> v.contains("behind") && v.contains("[CANCELLED]"));
    }

    @Test
    void shouldAcceptEitherEndOfATaskWhoseCancelRacesWithIt() {
        RunId one = tale.submit("one");
        RunId two = tale.submit("two");
        tale.cancel(one);
        tale.cancel(two);
        tale.complete(one);
        tale.end(two, TaskStatus.CANCELLED, 0);

        assertThat(tale.violations()).isEmpty();
        assertThat(tale.checker().races()).hasSize(2);
    }

    @Test
    void shouldFindACancelThatChangesAnEndThatWasSeenBefore() {
        RunId one = tale.submit("one");
        tale.attempt(one, 1);
        tale.end(one, TaskStatus.CANCELLED, 1);
        tale.cancel(one);

        assertThat(tale.violations()).singleElement().asString().contains("[COMPLETED]");
    }

    @Test
    void shouldFindAPauseThatWasDropped() {
        long pause = tale.ask(new Pause(Tale.GROUP, null, null));
        tale.carriedOut(pause, null);
        RunId one = tale.submit("one");
        tale.submit("two");
        tale.submit("three");
        tale.complete(one);

        assertThat(tale.violations()).anyMatch(v -> v.contains("although paused"));
    }

    @Test
    void shouldFindARetryThatWasDroppedAndOneThatRunsTwice() {
        RunId one = tale.submit("one");
        tale.complete(one);
        Retry retry =
                new Retry(tale.task("one", SUCCEEDS, OnFailure.CONTINUE, null, null), 2, null);
        RunId again = RunId.at(Tale.GROUP, "one", 2, tale.ask(retry));
        long repeated = tale.ask(retry);

        assertThat(tale.violations()).singleElement().asString().contains("has not ended");
        tale.complete(again);
        assertThat(tale.violations()).isEmpty();
        tale.end(RunId.at(Tale.GROUP, "one", 2, repeated), TaskStatus.COMPLETED, 1);
        assertThat(tale.violations()).singleElement().asString().contains("knows of no");
    }

    @Test
    void shouldFindWhatStartsBeforeItIsDueOrAfterItHasExpired() {
        RunId late =
                tale.submit(
                        "late",
                        SUCCEEDS,
                        OnFailure.CONTINUE,
                        tale.now().plus(Duration.ofMinutes(5)),
                        null);
        RunId expired =
                tale.submit(
                        "expired", SUCCEEDS, OnFailure.CONTINUE, null, tale.now().minusSeconds(9));
        tale.complete(late);
        tale.complete(expired);

        assertThat(tale.violations())
                .anyMatch(v -> v.contains("late") && v.contains("before it was due"))
                .anyMatch(v -> v.contains("expired") && v.contains("[EXPIRED]"));
    }

    @Test
    void shouldFindWhatWasDueAndLetOthersGoFirst() {
        RunId due =
                tale.submit("due", SUCCEEDS, OnFailure.CONTINUE, tale.now().plusSeconds(2), null);
        RunId one = tale.submit("one");
        tale.complete(one);
        tale.submit("two");
        tale.submit("three");
        RunId last = tale.submit("last");
        tale.complete(last);
        tale.complete(due);

        assertThat(tale.violations()).anyMatch(v -> v.contains("last") && v.contains("due at"));
    }

    @Test
    void shouldNotCallAResumedGroupPaused() {
        long pause = tale.ask(new Pause(Tale.GROUP, null, null));
        tale.carriedOut(pause, null);
        RunId one = tale.submit("one");
        tale.ask(new Resume(Tale.GROUP, null));
        tale.cancel(one);
        tale.complete(one);

        assertThat(tale.violations()).isEmpty();
    }
}
