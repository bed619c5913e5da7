package dev.strand.core.simulation;

/** How often a run met what it is meant to meet: a schedule that meets nothing proves nothing. */
final class Tally {
    long schedules;
    long steps;
    long entered;
    long takeovers;
    long fences;
    long orphanOutcomes;
    long earlyFacts;
    long probations;
    long cancelRequests;
    long refused;
    long crashes;
    long freezes;
    long cuts;
    long moves;
    long toleratedOverlaps;
    long resent;
    long cancelled;
    long pauses;
    long lostClaims;
    long attemptsLost;
    long givenUp;
    long parked;
    long retriedInPlace;
    long forgotten;
    long guests;
    long notEntered;
    long processorsLost;
    long strangers;
    long silent;

    void add(Tally other) {
        schedules += other.schedules;
        steps += other.steps;
        entered += other.entered;
        takeovers += other.takeovers;
        fences += other.fences;
        orphanOutcomes += other.orphanOutcomes;
        earlyFacts += other.earlyFacts;
        probations += other.probations;
        cancelRequests += other.cancelRequests;
        refused += other.refused;
        crashes += other.crashes;
        freezes += other.freezes;
        cuts += other.cuts;
        moves += other.moves;
        toleratedOverlaps += other.toleratedOverlaps;
        resent += other.resent;
        cancelled += other.cancelled;
        pauses += other.pauses;
        lostClaims += other.lostClaims;
        attemptsLost += other.attemptsLost;
        givenUp += other.givenUp;
        parked += other.parked;
        retriedInPlace += other.retriedInPlace;
        forgotten += other.forgotten;
        guests += other.guests;
        notEntered += other.notEntered;
        processorsLost += other.processorsLost;
        strangers += other.strangers;
        silent += other.silent;
    }

    @Override
    public String toString() {
        return "schedules %d, steps %d, entered %d, takeovers %d, fences %d, orphan outcomes %d, early facts %d, probations %d, cancel requests %d, refused facts %d, crashes %d, freezes %d, cuts %d, moves %d, tolerated overlaps %d, re-sent %d, cancelled %d, pauses %d, lost claims %d, attempts lost %d, given up %d, parked %d, in place %d, forgotten %d, guests %d, not entered %d, processors lost %d, strangers %d, silent %d"
                .formatted(
                        schedules,
                        steps,
                        entered,
                        takeovers,
                        fences,
                        orphanOutcomes,
                        earlyFacts,
                        probations,
                        cancelRequests,
                        refused,
                        crashes,
                        freezes,
                        cuts,
                        moves,
                        toleratedOverlaps,
                        resent,
                        cancelled,
                        pauses,
                        lostClaims,
                        attemptsLost,
                        givenUp,
                        parked,
                        retriedInPlace,
                        forgotten,
                        guests,
                        notEntered,
                        processorsLost,
                        strangers,
                        silent);
    }
}
