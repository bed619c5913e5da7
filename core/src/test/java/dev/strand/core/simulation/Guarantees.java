package dev.strand.core.simulation;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.Rule;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.OwnershipRead;
import dev.strand.core.fold.StatusVerdict.Refused;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import dev.strand.core.owner.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The promises, checked at every step against the logs themselves: a fold that has read all of both
 * logs at any time knows what holds.
 */
final class Guarantees {
    /** What the log says of one ownership, without any rule. */
    private static final class Tenure {
        int acceptedAt = -1;
        boolean isClosed;
        boolean isDead;
    }

    private record Hold(int offset, OwnerKey by) {}

    private final Simulation world;
    private final MemoryStore truth = new MemoryStore(true);
    private final Fold fold;
    private final Map<OwnerKey, Tenure> tenures = new HashMap<>();
    private final Map<Long, Token> lastEntered = new HashMap<>();
    private final Map<Long, TaskStatus> ends = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private final Map<String, Long> groupCommands = new HashMap<>();
    private final Map<String, Long> resumes = new HashMap<>();
    private final Set<RunId> cancelled = new HashSet<>();

    Guarantees(Simulation world) {
        this.world = world;
        this.fold = new Fold(truth, world.rules());
    }

    void fail(String what) {
        throw new Violation(what);
    }

    void taskAppended(int offset, TaskRecord record) {
        Entry target = record instanceof Cancel c ? newestRun(c) : null;
        fold.fold(offset, world.taskTime(offset), record);
        switch (record) {
            case Pause p -> groupCommands.put(p.groupId(), (long) offset);
            case Resume r -> {
                groupCommands.put(r.groupId(), (long) offset);
                resumes.put(r.groupId(), (long) offset);
            }
            case Cancel c -> {
                if (target != null) {
                    cancelled.add(target.id());
                }
            }
            case TaskRecord.Submission s -> {}
            case TaskRecord.Retry r -> {}
        }
    }

    private @Nullable Entry newestRun(Cancel cancel) {
        Entry newest = null;
        for (Entry entry : truth.entries(cancel.groupId()).values()) {
            if (entry.id().taskId().equals(cancel.taskId())) {
                newest = entry;
            }
        }
        return newest;
    }

    void statusAppended(int offset, StatusRecord record) {
        StatusVerdict verdict = fold.fold(record);
        count(record, verdict);
        switch (record) {
            case Owner o -> ownerAppended(offset, o, verdict);
            case Fence f -> tenure(f.key()).isDead = true;
            case Fact f -> {
                if (verdict instanceof Accepted a) {
                    accepted(a);
                }
            }
            case GroupChange g -> {
                if (verdict instanceof GroupChanged) {
                    holds.put(g.groupId(), new Hold(offset, g.owner()));
                }
            }
            case CancelRequest c -> {}
            case StatusRecord.Unknown u -> {}
        }
    }

    private Tenure tenure(OwnerKey key) {
        return tenures.computeIfAbsent(key, k -> new Tenure());
    }

    private void ownerAppended(int offset, Owner owner, StatusVerdict verdict) {
        Tenure tenure = tenure(owner.key());
        if (verdict instanceof OwnershipRead read
                && tenure.acceptedAt < 0
                && read.after().epoch() > read.before().epoch()) {
            tenure.acceptedAt = offset;
        }
        tenure.isClosed |= owner.closed();
    }

    private void accepted(Accepted accepted) {
        RunId run = accepted.fact().run();
        if (accepted.before().state().status().isTerminal()) {
            fail("G3: " + run + " had ended and was changed by " + accepted.fact());
        }
        if (accepted.fact().status().isTerminal()) {
            ends.put(run.sequence(), accepted.after().state().status());
        }
    }

    private void count(StatusRecord record, StatusVerdict verdict) {
        Tally tally = world.tally();
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
            countFact(accepted.fact());
        }
    }

    private void countFact(Fact fact) {
        Tally tally = world.tally();
        boolean isOrphan = tenure(fact.owner()).isClosed && fact.status().endsAttempt();
        tally.orphanOutcomes += isOrphan ? 1 : 0;
        tally.cancelled += fact.status() == FactStatus.CANCELLED ? 1 : 0;
        boolean isProbation =
                fact.status() == FactStatus.STARTED
                        && lastEntered
                                        .getOrDefault(fact.run().sequence(), Token.NONE)
                                        .compareTo(fact.token())
                                < 0;
        tally.probations += isProbation ? 1 : 0;
        boolean isLost =
                fact.status() == FactStatus.FAILED
                        && fact.details().error() != null
                        && fact.details().error().type().equals("ATTEMPTS_LOST");
        tally.attemptsLost += isLost ? 1 : 0;
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
        mayAct(attempt.owner(), who);
        mayRun(attempt, who);
        inOrder(process, run, who);
        alone(run.groupId(), who);
        notHeld(process, attempt, who);
    }

    private void mayAct(OwnerKey key, String who) {
        Tenure tenure = tenure(key);
        if (tenure.acceptedAt < 0) {
            fail(who + "its claim was not accepted");
        }
        if (tenure.isClosed) {
            fail(who + "its epoch is closed");
        }
        if (tenure.isDead) {
            fail(who + "its epoch is fenced");
        }
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
        Token last = lastEntered.put(run.sequence(), attempt.token());
        if (last != null && last.compareTo(attempt.token()) >= 0) {
            fail(who + "its fencing token is not above " + last);
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
            boolean isStarted = status != TaskStatus.QUEUED && process.hasRead(other.id());
            boolean isBefore = other.id().sequence() < run.sequence();
            if (isStarted || (isBefore && !isScheduled)) {
                fail(who + "G1/G2: " + other.id() + " is " + status);
            }
        }
    }

    private void alone(String groupId, String who) {
        for (SimProcess process : world.processes()) {
            for (SimHandler handler : process.handlers()) {
                Attempt other = handler.attempt();
                boolean isSame = other.run().groupId().equals(groupId);
                if (isSame && !tenure(other.owner()).isDead) {
                    fail(
                            who
                                    + "G2: "
                                    + process.name()
                                    + " is still in "
                                    + other.run()
                                    + " as "
                                    + other.token());
                }
                world.tally().toleratedOverlaps += isSame ? 1 : 0;
            }
        }
    }

    private void notHeld(SimProcess process, Attempt attempt, String who) {
        String groupId = attempt.run().groupId();
        Hold hold = holds.get(groupId);
        boolean isResumeAsked = resumes.getOrDefault(groupId, -1L) > truth.group(groupId).command();
        if (hold != null && truth.group(groupId).paused() && !isResumeAsked) {
            boolean isKnown =
                    hold.by().equals(attempt.owner())
                            || hold.offset() < tenure(attempt.owner()).acceptedAt
                            || hold.offset() < process.statusPosition();
            if (isKnown) {
                fail(who + "its group is paused since status[" + hold.offset() + "]");
            }
        }
    }

    /** What has been promised and has not come about. */
    List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (Entry entry : truth.all()) {
            boolean isHeld = truth.group(entry.id().groupId()).paused();
            boolean isDistant =
                    entry.task() != null && entry.task().type().equals(Kind.DISTANT.name());
            boolean isCancelled = cancelled.contains(entry.id());
            boolean mayRest = entry.isEarly() || ((isHeld || isDistant) && !isCancelled);
            if (!entry.state().status().isTerminal() && !mayRest) {
                unfinished.add(
                        (isCancelled ? "cancelled " : "")
                                + entry.id()
                                + " is "
                                + entry.state().status());
            }
        }
        groupCommands.forEach((group, command) -> {
            if (truth.group(group).command() < command) {
                unfinished.add("command " + command + " of " + group);
            }
        });
        return unfinished;
    }

    /** Nothing is on its way any more: everybody must have come to the same conclusions. */
    void atRest(List<SimProcess> processes) {
        for (Entry entry : truth.all()) {
            TaskStatus end = ends.get(entry.id().sequence());
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
            new Readers(world, truth).agree();
        }
    }
}
