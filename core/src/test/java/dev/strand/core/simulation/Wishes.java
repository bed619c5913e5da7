package dev.strand.core.simulation;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.owner.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people asked for: no command is lost, and a paused group starts nothing. */
final class Wishes {
    private record Hold(int offset, OwnerKey by) {}

    private final MemoryStore truth;
    private final Map<String, Hold> holds = new HashMap<>();
    private final Map<String, Hold> parks = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<String, Long> carriedOut = new HashMap<>();
    private final Map<String, Long> purges = new HashMap<>();
    private final Map<String, Long> purged = new HashMap<>();
    private final Map<String, Long> resumes = new HashMap<>();
    private final Set<RunId> cancelled = new HashSet<>();
    private final Set<RunId> entered = new HashSet<>();

    Wishes(MemoryStore truth) {
        this.truth = truth;
    }

    /** A record of the tasks log, before it is folded. */
    void asked(long offset, TaskRecord record) {
        switch (record) {
            case Pause p -> newest.put(p.groupId(), offset);
            case Resume r -> {
                newest.put(r.groupId(), offset);
                resumes.put(r.groupId(), offset);
            }
            case Cancel c -> {
                Entry target = newestRun(c);
                if (target != null) {
                    cancelled.add(target.id());
                }
            }
            case Submission s -> {}
            case Hasten h -> {}
            case Retry r -> {
                if (r.isInPlace()) {
                    newest.put(r.groupId(), offset);
                }
            }
            case Unpark u -> newest.put(u.groupId(), offset);
            case Purge p -> purges.put(p.groupId(), offset);
            case Clear c -> newest.put(Reserved.HISTORY, offset);
        }
    }

    private @Nullable Entry newestRun(Cancel cancel) {
        Entry found = null;
        for (Entry entry : truth.entries(cancel.groupId()).values()) {
            if (entry.id().taskId().equals(cancel.taskId())) {
                found = entry;
            }
        }
        return found;
    }

    /** A group was paused, resumed or unparked. */
    void changed(int offset, GroupChange change) {
        if (change.unparked() == null) {
            holds.put(change.groupId(), new Hold(offset, change.owner()));
        }
        carriedOut.merge(change.groupId(), change.command(), Math::max);
    }

    /** A purge is over, or history was cleared. */
    void done(StatusRecord record) {
        if (record instanceof Purged p) {
            purged.merge(p.groupId(), p.command(), Math::max);
        } else if (record instanceof Cleared c) {
            carriedOut.merge(Reserved.HISTORY, c.command(), Math::max);
        }
    }

    /** A failure parks its group. */
    void parked(int offset, Fact fact) {
        parks.put(fact.run().groupId(), new Hold(offset, fact.owner()));
    }

    /**
     * Nothing starts in a group that is parked, or that a pause holds, unless a resume has been
     * asked for since. An owner may not know yet what one before it did after its own claim.
     */
    void notHeld(SimProcess process, Attempt attempt, Tenures tenures, String who) {
        String groupId = attempt.run().groupId();
        entered.add(attempt.run());
        Hold park = parks.get(groupId);
        if (park != null
                && truth.group(groupId).isParked()
                && isKnown(park, process, attempt, tenures)) {
            throw new Violation(who + "its group is parked since status[" + park.offset() + "]");
        }
        for (String id : List.of(groupId, Reserved.ALL, Reserved.ofType(attempt.task().type()))) {
            Hold hold = holds.get(id);
            GroupState state = truth.group(id);
            boolean isResumeAsked = resumes.getOrDefault(id, -1L) > state.command();
            if (hold != null
                    && state.paused()
                    && !isResumeAsked
                    && isKnown(hold, process, attempt, tenures)) {
                throw new Violation(who + id + " is paused since status[" + hold.offset() + "]");
            }
        }
    }

    private static boolean isKnown(
            Hold hold, SimProcess process, Attempt attempt, Tenures tenures) {
        return hold.by().equals(attempt.owner())
                || hold.offset() < tenures.acceptedAt(attempt.owner())
                || hold.offset() < process.stream().statusPosition();
    }

    /** What has been promised and has not come about. */
    List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (Entry entry : truth.all()) {
            boolean isPurged =
                    entry.state().status() == TaskStatus.QUEUED
                            && !entered.contains(entry.id())
                            && entry.id().origin() < purges.getOrDefault(entry.id().groupId(), -1L);
            boolean isCancelled = cancelled.contains(entry.id()) || isPurged;
            if (!entry.state().status().isTerminal() && (isCancelled || !mayRest(entry))) {
                String what = entry.id() + " is " + entry.state().status();
                unfinished.add(isCancelled ? "cancelled " + what : what);
            }
        }
        newest.forEach((group, command) -> {
            if (carriedOut.getOrDefault(group, -1L) < command) {
                unfinished.add("command " + command + " of " + group);
            }
        });
        purges.forEach((group, command) -> {
            if (purged.getOrDefault(group, -1L) < command) {
                unfinished.add("purge " + command + " of " + group);
            }
        });
        return unfinished;
    }

    /** A task of a type that is paused holds those behind it, once it is due. */
    private boolean isBehind(Entry entry) {
        for (Entry other : truth.entries(entry.id().groupId()).values()) {
            boolean isBefore = other.id().sequence() < entry.id().sequence();
            boolean isLive = !other.isEarly() && !other.state().status().isTerminal();
            boolean isStarted = other.state().status() != TaskStatus.QUEUED;
            if ((isBefore || isStarted)
                    && isLive
                    && !isDistant(other)
                    && truth.group(Reserved.ofType(other.submitted().type())).paused()) {
                return true;
            }
        }
        return false;
    }

    private boolean mayRest(Entry entry) {
        boolean isTypePaused =
                entry.task() != null && truth.group(Reserved.ofType(entry.task().type())).paused();
        boolean isHeld =
                isTypePaused
                        || truth.group(Reserved.ALL).paused()
                        || truth.group(entry.id().groupId()).isHeld();
        return entry.isEarly() || isHeld || isDistant(entry) || isBehind(entry);
    }

    /** Not due as long as anybody looks. */
    private static boolean isDistant(Entry entry) {
        return entry.task() != null && entry.task().type().equals(Kind.DISTANT.name());
    }
}
