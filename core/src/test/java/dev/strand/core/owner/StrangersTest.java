package dev.strand.core.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Records;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Handlers that others still run for owners of an earlier time hold their groups. */
class StrangersTest {
    private static final OwnerKey OTHER = Records.epoch(1);
    private static final Inside IN_G = new Inside("g", "old", 1, "far");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BELIEF = Duration.ofSeconds(6);
    private static final Answers NOTHING = new Answers(Map.of("far", List.of()), Set.of());
    private static final Answers SILENCE = new Answers(Map.of(), Set.of("far"));
    private static final Answers INSIDE = new Answers(Map.of("far", List.of(IN_G)), Set.of());

    /** A process that has just been given its partition in good order. */
    private static Bench assigned(@Nullable Answers answers) {
        Bench bench = new Bench();
        bench.insideElsewhere = answers;
        bench.assign();
        bench.deliver();
        bench.submit("g", "a");
        bench.submit("h", "b");
        return bench;
    }

    @Test
    void shouldStartNothingBeforeItIsKnownWhatOthersStillRun() {
        Bench bench = assigned(null);
        assertThat(bench.runs).isEmpty();

        bench.insideElsewhere = NOTHING;
        bench.othersAnswer();

        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldHoldAGroupThatAnotherProcessStillRunsForAnEarlierOwner() {
        Bench bench = assigned(INSIDE);
        assertThat(bench.ids()).containsExactly("b");

        bench.live(BELIEF.multipliedBy(2));
        assertThat(bench.ids()).as("however long that lasts").containsExactly("b");

        bench.insideElsewhere = NOTHING;
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldAskWhenAnEarlierOwnerMayHaveLostTheProcessThatRunsAGroup() {
        Bench bench = new Bench();
        RunId run = RunId.at("g", "a", 1, 0);
        bench.insideElsewhere = NOTHING;
        bench.given(Records.claim(OTHER));
        bench.given(Records.closed(OTHER, 1, Records.running(run, OTHER, 1)));
        bench.assign();
        bench.deliver();
        bench.submit("g", "a");

        bench.insideElsewhere = INSIDE;
        bench.append(Records.fact(run, OTHER, 1, FactStatus.RETRYING, Records.NOW));
        bench.append(Records.closed(OTHER, 2));
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.runs).as("it is still inside").isEmpty();

        bench.insideElsewhere = NOTHING;
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldAskWithEveryClaim() {
        Bench bench = Bench.acting();
        OwnerKey between = Records.epoch(7);
        bench.append(Records.claim(between));
        bench.live(Duration.ofSeconds(1));
        bench.submit("g", "a");

        bench.insideElsewhere = INSIDE;
        bench.append(Records.closed(between, 1));
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.runs).as("it is still inside").isEmpty();

        bench.insideElsewhere = NOTHING;
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldBelieveForAWhileWhatAProcessHasSaidThatIsSilentNow() {
        Bench bench = assigned(INSIDE);

        bench.insideElsewhere = SILENCE;
        bench.live(BELIEF);
        assertThat(bench.ids()).containsExactly("b");
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldAskAgainAfterAHandOverInGoodOrderForAWhileOnly() {
        Bench bench = assigned(SILENCE);
        bench.live(PATIENCE);
        assertThat(bench.ids()).isEmpty();

        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldNotLetQuestionsThatAreAlwaysRepeatedKeepAGroupWaiting() {
        Bench bench = assigned(null);
        Attempt other = attempt();

        for (int i = 0; i < 60; i++) {
            bench.effects(bench.owner.others().notEntered(other, true, bench.now()));
            bench.insideElsewhere = SILENCE;
            bench.othersAnswer();
            bench.insideElsewhere = null;
            bench.live(Duration.ofMillis(100));
        }

        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    /** One of another group, which everybody refuses. */
    private static Attempt attempt() {
        return Attempt.ofAnother(
                new Order(
                        RunId.at("refused", "x", 1, 9), Records.task("refused", "x"), OTHER, 1, 1));
    }

    @Test
    void shouldAskAgainWhereAQuestionIsNeverAnswered() {
        Bench bench = assigned(null);
        bench.live(Duration.ofSeconds(9));
        bench.insideElsewhere = NOTHING;
        bench.live(Duration.ofSeconds(2));

        assertThat(bench.ids()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldNotEnterWhatTurnsOutToBeStillInsideElsewhere() {
        Bench bench = assigned(NOTHING);
        Attempt inG =
                bench.runs.stream()
                        .filter(each -> each.run().groupId().equals("g"))
                        .findAny()
                        .orElseThrow();

        bench.insideElsewhere = INSIDE;
        bench.pass(Duration.ofSeconds(1));
        bench.effects(bench.owner.others().notEntered(attempt(), true, bench.now()));

        assertThat(bench.enter(inG)).isFalse();
    }

    @Test
    void shouldAskAgainAfterAnUncleanTakeOverUntilAllHaveAnswered() {
        Bench bench = afterUncleanTakeOver(SILENCE);
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).isEmpty();

        bench.insideElsewhere = INSIDE;
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).isEmpty();
        bench.insideElsewhere = NOTHING;
        bench.live(Duration.ofSeconds(1));
        assertThat(bench.ids()).containsExactly("a");
    }

    @Test
    void shouldNotWaitForEverForWhoNeverAnswers() {
        Bench bench = afterUncleanTakeOver(SILENCE);

        bench.live(PATIENCE.plusSeconds(1));

        assertThat(bench.ids()).containsExactly("a");
    }

    private static Bench afterUncleanTakeOver(Answers answers) {
        Bench bench = new Bench();
        bench.insideElsewhere = answers;
        bench.given(Records.claim(OTHER));
        bench.assign();
        bench.submit("g", "a");
        while (bench.records(Fence.class).isEmpty()) {
            bench.live(Duration.ofMillis(500));
        }
        bench.owner.tasksEnd(1);
        return bench;
    }
}
