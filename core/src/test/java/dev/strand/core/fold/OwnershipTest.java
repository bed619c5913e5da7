package dev.strand.core.fold;

import static dev.strand.core.fold.Records.NOW;
import static dev.strand.core.fold.Records.beat;
import static dev.strand.core.fold.Records.claim;
import static dev.strand.core.fold.Records.closed;
import static dev.strand.core.fold.Records.epoch;
import static dev.strand.core.fold.Records.fact;
import static dev.strand.core.fold.Records.running;
import static dev.strand.core.fold.Records.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claims, closes and fences, and who still holds a group. */
class OwnershipTest {
    private static final OwnerKey FIRST = epoch(1);
    private static final OwnerKey SECOND = epoch(2);
    private static final OwnerKey THIRD = epoch(3);
    private static final RunId RUN = RunId.at("g", "t", 1, 0);
    private static final RunId OTHER = RunId.at("h", "u", 1, 1);

    private final MemoryStore store = new MemoryStore(false);
    private final Fold fold = new Fold(store);

    @BeforeEach
    void twoTasksAreQueued() {
        fold.fold(0, NOW, submission("g", "t"));
        fold.fold(1, NOW, submission("h", "u"));
    }

    private Ownership now() {
        return store.ownership();
    }

    private boolean isHeldBelow(OwnerKey key, String groupId) {
        return now().below(key.epoch()).stream().anyMatch(h -> h.holds(groupId));
    }

    @Test
    void shouldAcceptTheFirstOfTwoClaimsOfAnEpoch() {
        OwnerKey late = new OwnerKey(1, "late");
        fold.fold(claim(FIRST));
        fold.fold(claim(late));

        assertThat(now().owner()).isEqualTo(FIRST);
        assertThat(now().holder(late)).isNull();
        assertThat(now().holder(FIRST)).isNotNull();
    }

    @Test
    void shouldIgnoreAClaimThatIsNotAboveAllBeforeIt() {
        fold.fold(claim(SECOND));
        fold.fold(claim(FIRST));

        assertThat(now().owner()).isEqualTo(SECOND);
        assertThat(now().holders()).containsOnlyKeys(2L);
    }

    @Test
    void shouldNotBeReopenedByARecordThatWasSentAgain() {
        fold.fold(claim(FIRST));
        fold.fold(closed(FIRST, 1));
        fold.fold(claim(FIRST));
        fold.fold(beat(FIRST, 2));

        assertThat(now().holder(FIRST)).isNotNull().matches(Holder::closed, "closed");
    }

    @Test
    void shouldHoldEveryGroupWhileALowerEpochIsOpen() {
        fold.fold(claim(FIRST));
        fold.fold(claim(SECOND));

        assertThat(isHeldBelow(SECOND, "g")).isTrue();
        assertThat(isHeldBelow(SECOND, "h")).isTrue();

        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 1)));

        assertThat(isHeldBelow(SECOND, "g")).isTrue();
        assertThat(isHeldBelow(SECOND, "h")).isFalse();
    }

    @Test
    void shouldHoldAGroupForOrphansOfAnyLowerEpoch() {
        fold.fold(claim(FIRST));
        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 1)));
        fold.fold(claim(SECOND));
        fold.fold(closed(SECOND, 1));
        fold.fold(claim(THIRD));

        assertThat(isHeldBelow(THIRD, "g")).isTrue();
    }

    @Test
    void shouldReleaseAGroupByTheOutcomeOfTheListedAttemptOnly() {
        fold.fold(claim(FIRST));
        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 1)));
        fold.fold(claim(SECOND));

        fold.fold(fact(RUN, SECOND, 0, FactStatus.CANCELLED));
        assertThat(isHeldBelow(SECOND, "g")).isTrue();

        fold.fold(fact(RUN, FIRST, 1, FactStatus.COMPLETED));
        assertThat(isHeldBelow(SECOND, "g")).isFalse();
        assertThat(now().holders()).containsOnlyKeys(2L);
    }

    @Test
    void shouldNotWaitForAnOutcomeThatWasReadBeforeItsListing() {
        fold.fold(claim(FIRST));
        fold.fold(fact(RUN, FIRST, 1, FactStatus.COMPLETED));
        fold.fold(fact(OTHER, FIRST, 1, FactStatus.RETRYING));
        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 1), running(OTHER, FIRST, 1)));
        fold.fold(claim(SECOND));

        assertThat(now().below(2)).isEmpty();
    }

    @Test
    void shouldWaitForTheEndOfARunThatNoAttemptWasMadeOf() {
        fold.fold(claim(FIRST));
        fold.fold(fact(RUN, FIRST, 1, FactStatus.RETRYING));
        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 0)));
        fold.fold(claim(SECOND));
        assertThat(isHeldBelow(SECOND, "g")).isTrue();

        fold.fold(fact(RUN, FIRST, 0, FactStatus.CANCELLED));

        assertThat(isHeldBelow(SECOND, "g")).isFalse();
    }

    @Test
    void shouldReleaseAGroupThatALaterRecordNoLongerLists() {
        fold.fold(claim(FIRST));
        fold.fold(closed(FIRST, 1, running(RUN, FIRST, 1), running(OTHER, FIRST, 1)));
        fold.fold(claim(SECOND));
        fold.fold(closed(FIRST, 3, running(OTHER, FIRST, 1)));
        fold.fold(closed(FIRST, 2, running(RUN, FIRST, 1), running(OTHER, FIRST, 1)));

        assertThat(isHeldBelow(SECOND, "g")).isFalse();
        assertThat(isHeldBelow(SECOND, "h")).isTrue();
    }

    @Test
    void shouldReleaseEverythingThatAFencedOwnerHeld() {
        fold.fold(claim(FIRST));
        fold.fold(claim(SECOND));
        fold.fold(new Fence(FIRST));
        fold.fold(beat(FIRST, 1));

        assertThat(now().isDead(FIRST)).isTrue();
        assertThat(now().below(2)).isEmpty();
        assertThat(now().owner()).isEqualTo(SECOND);
    }

    @Test
    void shouldNotKnowADeadOwnerAgain() {
        fold.fold(new Fence(SECOND));
        fold.fold(claim(SECOND));

        assertThat(now().holders()).isEmpty();
        assertThat(now().epoch()).isZero();
    }
}
