package dev.strand.core.simulation;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.Rule;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.Ignored;
import dev.strand.core.log.FencingToken;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.core.owner.Attempt;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The promises, checked at every step against the logs themselves: a fold that has read all of both
 * logs at any time knows what holds.
 */
final class Guarantees {
    private final Simulation world;
    private final MemoryStore truth = new MemoryStore(true);
    private final Fold fold;
    private final Tenures tenures = new Tenures();
    private final Wishes wishes = new Wishes(truth);
    private final SimHistory history = new SimHistory();
    private final Census census;
    private final Map<RunId, Token> lastEntered = new HashMap<>();
    private final Map<String, FencingToken> lastFences = new HashMap<>();
    private final Map<RunId, TaskStatus> ends = new HashMap<>();

    Guarantees(Simulation world) {
        this.world = world;
        this.fold = new Fold(truth, world.rules());
        this.census = new Census(world.tally(), tenures);
    }

    void fail(String what) {
        throw new Violation(what);
    }

    void taskAppended(int offset, TaskRecord record) {
        wishes.asked(offset, record);
        fold.fold(offset, world.taskTime(offset), record);
    }

    void statusAppended(int offset, StatusRecord record) {
        StatusVerdict verdict = fold.fold(record);
        int forgotten = history.forgotten().size();
        history.read(record, verdict, truth);
        world.tally().forgotten += history.forgotten().size() - forgotten;
        tenures.appended(offset, record, verdict);
        census.count(record, verdict, enteredLast(record));
        if (verdict instanceof Accepted accepted) {
            accepted(accepted);
            Fact fact = accepted.fact();
            if (fact.run().equals(truth.group(fact.run().groupId()).parkedBy())
                    && fact.parksGroup()) {
                world.tally().parked++;
                wishes.parked(offset, fact);
            }
        } else if (verdict instanceof GroupChanged g && record instanceof GroupChange change) {
            world.tally().retriedInPlace += g.made() == null ? 0 : 1;
            wishes.changed(offset, change);
        } else if (!(verdict instanceof Ignored)) {
            wishes.done(record);
        }
    }

    private Token enteredLast(StatusRecord record) {
        return record instanceof Fact fact
                ? lastEntered.getOrDefault(fact.run(), Token.NONE)
                : Token.NONE;
    }

    private void accepted(Accepted accepted) {
        RunId run = accepted.fact().run();
        if (accepted.before().state().status().isTerminal()) {
            fail("G3: " + run + " had ended and was changed by " + accepted.fact());
        }
        if (accepted.fact().status().isTerminal()) {
            ends.put(run, accepted.after().state().status());
        }
    }

    /** A handler has just been entered. */
    void entered(SimProcess process, Attempt attempt) {
        RunId run = attempt.run();
        String who = process.name() + " entered " + run + " as " + attempt.token() + ": ";
        world.trace(() ->
                process.name()
                        + " ENTERS "
                        + run.taskId()
                        + "."
                        + run.run()
                        + " @"
                        + run.sequence()
                        + " as "
                        + attempt.token());
        world.tally().entered++;
        tenures.mayAct(attempt.owner(), who);
        mayRun(attempt, who);
        inOrder(process, run, who);
        alone(process, run.groupId(), who);
        wishes.notHeld(process, attempt, tenures, who);
    }

    /** Another process is told to enter a handler. */
    void given(SimProcess owner, Attempt attempt) {
        String who = owner.name() + " gives out " + attempt.run() + " as " + attempt.token() + ": ";
        world.trace(() -> who);
        tenures.mayAct(attempt.owner(), who);
        inOrder(owner, attempt.run(), who);
        wishes.notHeld(owner, attempt, tenures, who);
    }

    /** A handler has just been entered for the owner of the partition, which is elsewhere. */
    void enteredAsGuest(SimProcess process, Attempt attempt) {
        String who =
                process.name() + " as guest enters " + attempt.run() + " " + attempt.token() + ": ";
        world.trace(() -> who);
        world.tally().entered++;
        world.tally().guests++;
        if (tenures.isDead(attempt.owner()) && !process.wasIsolated()) {
            fail(who + "its epoch is fenced");
        }
        mayRun(attempt, who);
        alone(process, attempt.run().groupId(), who);
    }

    private void mayRun(Attempt attempt, String who) {
        RunId run = attempt.run();
        Entry entry = truth.entry(run.groupId(), run.sequence());
        if (entry == null || !entry.id().equals(run)) {
            fail(who + "it was never accepted");
        } else if (entry.state().status().isTerminal()) {
            fail(who + "G4: it is " + entry.state().status());
        }
        if (attempt.number() > attempt.task().options().retry().maxAttempts()) {
            fail(who + "more attempts than its policy allows");
        }
        Token last = lastEntered.put(run, attempt.token());
        if (last != null && last.compareTo(attempt.token()) >= 0) {
            fail(who + "its token is not above " + last);
        }
        FencingToken fence = lastFences.put(run.groupId(), attempt.fencingToken());
        if (fence != null && fence.compareTo(attempt.fencingToken()) >= 0) {
            fail(who + "its fencing token " + attempt.fencingToken() + " is not above " + fence);
        }
    }

    private void inOrder(SimProcess process, RunId run, String who) {
        Instant now = Clock.wall(world.now());
        Entry own = truth.entry(run.groupId(), run.sequence());
        boolean goesOn = own != null && own.state().status() != TaskStatus.QUEUED;
        for (Entry other : truth.entries(run.groupId()).values()) {
            TaskStatus status = other.state().status();
            boolean isSame = other.id().equals(run);
            if (isSame || other.isEarly() || status.isTerminal()) {
                continue;
            }
            Instant notBefore = other.submitted().options().notBefore();
            boolean isScheduled = notBefore != null && (goesOn || notBefore.isAfter(now));
            boolean isStarted = status != TaskStatus.QUEUED && process.stream().hasRead(other.id());
            boolean isBefore = other.id().sequence() < run.sequence();
            if (isStarted || (isBefore && !isScheduled)) {
                fail(who + "G1/G2: " + other.id() + " is " + status);
            }
        }
    }

    /**
     * A handler excludes others while its epoch is not fenced; after that, as long as its process
     * is the one that enters, or can be asked.
     */
    private void alone(SimProcess entering, String groupId, String who) {
        for (SimProcess process : world.processes()) {
            notBesideGuests(entering, process, groupId, who);
            for (SimHandler handler : process.runner().handlers()) {
                Attempt other = handler.attempt();
                if (!other.run().groupId().equals(groupId)) {
                    continue;
                }
                boolean isOutOfReach = process.wasIsolated() || entering.wasIsolated();
                boolean isTolerated = process != entering && isOutOfReach;
                if (!isTolerated || !tenures.isDead(other.owner())) {
                    failStillIn(process, other, who);
                }
                world.tally().toleratedOverlaps++;
            }
        }
    }

    private void failStillIn(SimProcess process, Attempt other, String who) {
        fail(
                "%sG2: %s is still in %s as %s"
                        .formatted(who, process.name(), other.run(), other.token()));
    }

    /**
     * What runs here for an owner elsewhere excludes others while it is protected; after that, as
     * long as it goes on and can be asked. What heeds its interrupt has returned in time even where
     * it can't be asked, unless the whole process stood still.
     */
    private void notBesideGuests(
            SimProcess entering, SimProcess process, String groupId, String who) {
        for (SimHandler handler : process.guests().handlers()) {
            Attempt other = handler.attempt();
            if (!other.run().groupId().equals(groupId)) {
                continue;
            }
            boolean isOutOfReach = process.wasIsolated() || entering.wasIsolated();
            boolean isTolerated = isOutOfReach && !process.guests().isProtected(other);
            boolean heedsItsClock = !process.wasFrozen() && !handler.isDeaf();
            if (!isTolerated || heedsItsClock) {
                failStillIn(process, other, who + "as a guest, ");
            }
            world.tally().toleratedOverlaps++;
        }
    }

    /** What has been promised and has not come about. */
    List<String> unfinished() {
        return wishes.unfinished();
    }

    /** Nothing is on its way any more: everybody must have come to the same conclusions. */
    void atRest(List<SimProcess> processes) {
        for (Entry entry : truth.all()) {
            TaskStatus end = ends.get(entry.id());
            if (end != null && entry.state().status() != end) {
                fail("G3: " + entry.id() + " was " + end + " and is " + entry.state().status());
            }
            if (entry.isEarly()) {
                fail("facts of " + entry.id() + " wait for a submission that has been read");
            }
        }
        for (SimProcess process : processes) {
            if (process.isUp() && process.permits().used() + process.permits().waiting() != 0) {
                fail(process.name() + " has not given back all permits");
            }
        }
        if (world.rules().containsAll(Rule.ALL)) {
            new Readers(world, truth, history).agree();
        }
    }
}
