package dev.strand.core.simulation;

import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.Token;

/** Counts what a schedule meets. */
final class Census {
    private final Tally tally;
    private final Tenures tenures;

    Census(Tally tally, Tenures tenures) {
        this.tally = tally;
        this.tenures = tenures;
    }

    /**
     * Counts a record of the status log.
     *
     * @param entered the newest attempt of the run of a fact that entered its handler
     */
    void count(StatusRecord record, StatusVerdict verdict, Token entered) {
        if (verdict instanceof Refused) {
            tally.refused++;
        }
        if (record instanceof CancelRequest) {
            tally.cancelRequests++;
        }
        if (verdict instanceof GroupChanged) {
            tally.pauses++;
        }
        if (verdict instanceof OwnershipRead read) {
            boolean isNew = read.after().epoch() > read.before().epoch();
            if (isNew && !read.before().holders().isEmpty()) {
                tally.takeovers++;
            }
            if (record instanceof Fence f && read.before().holder(f.key()) != null) {
                tally.fences++;
            }
            if (record instanceof Owner o
                    && o.number() == 0
                    && read.before().equals(read.after())) {
                tally.lostClaims++;
            }
        }
        if (verdict instanceof Accepted accepted) {
            countFact(accepted.fact(), entered);
        }
    }

    private void countFact(Fact fact, Token entered) {
        boolean isOrphan = tenures.isClosed(fact.owner()) && fact.status().endsAttempt();
        tally.orphanOutcomes += isOrphan ? 1 : 0;
        tally.cancelled += fact.status() == FactStatus.CANCELLED ? 1 : 0;
        boolean isProbation =
                fact.status() == FactStatus.STARTED && entered.compareTo(fact.token()) < 0;
        tally.probations += isProbation ? 1 : 0;
        boolean isLost =
                fact.status() == FactStatus.FAILED
                        && fact.details().error() != null
                        && fact.details().error().type().equals("ATTEMPTS_LOST");
        tally.attemptsLost += isLost ? 1 : 0;
    }
}
