package dev.strand.core.simulation;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
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
    private final Map<String, Long> newest = new HashMap<>();
    private final Map<String, Long> resumes = new HashMap<>();
    private final Set<RunId> cancelled = new HashSet<>();

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
            case Retry r -> {}
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

    /** A group was paused or resumed. */
    void changed(int offset, GroupChange change) {
        holds.put(change.groupId(), new Hold(offset, change.owner()));
    }

    /**
     * Nothing starts in a group whose pause holds, unless a resume has been asked for since. An
     * owner may not know yet what one before it did after its own claim.
     */
    void notHeld(SimProcess process, Attempt attempt, Tenures tenures, String who) {
        String groupId = attempt.run().groupId();
        Hold hold = holds.get(groupId);
        GroupState state = truth.group(groupId);
        boolean isResumeAsked = resumes.getOrDefault(groupId, -1L) > state.command();
        if (hold == null || !state.paused() || isResumeAsked) {
            return;
        }
        if (hold.by().equals(attempt.owner())
                || hold.offset() < tenures.acceptedAt(attempt.owner())
                || hold.offset() < process.stream().statusPosition()) {
            throw new Violation(who + "its group is paused since status[" + hold.offset() + "]");
        }
    }

    /** What has been promised and has not come about. */
    List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (Entry entry : truth.all()) {
            boolean isCancelled = cancelled.contains(entry.id());
            if (!entry.state().status().isTerminal() && (isCancelled || !mayRest(entry))) {
                String what = entry.id() + " is " + entry.state().status();
                unfinished.add(isCancelled ? "cancelled " + what : what);
            }
        }
        newest.forEach((group, command) -> {
            if (truth.group(group).command() < command) {
                unfinished.add("command " + command + " of " + group);
            }
        });
        return unfinished;
    }

    private boolean mayRest(Entry entry) {
        boolean isHeld = truth.group(entry.id().groupId()).paused();
        boolean isDistant = entry.task() != null && entry.task().type().equals(Kind.DISTANT.name());
        return entry.isEarly() || isHeld || isDistant;
    }
}
