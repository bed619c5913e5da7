package dev.strand.testing.model;

import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
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
import dev.strand.core.log.UnparkAction;
import dev.strand.testing.model.GroupStory.Asked;
import dev.strand.testing.model.GroupStory.Effect;
import dev.strand.testing.model.GroupStory.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reference: what must become of the runs of a group, told from what was asked alone, one
 * record after the other, by the plainest rules there are. Where the promise leaves the system a
 * choice (a cancel that races with the end of its task, an unpark that comes before the failure) it
 * reads which choice was made, and whether that was allowed. Shares no code with the fold.
 */
public final class ReferenceModel {
    private static final Comparator<ExpectedRun> BY_PLACE =
            Comparator.comparingLong((ExpectedRun r) -> r.id().sequence())
                    .thenComparingInt(r -> r.id().run());

    private final GroupStory story;
    private final List<ExpectedRun> runs = new ArrayList<>();
    private final List<Long> unparks = new ArrayList<>();
    private final List<Long> purges = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();
    private final Map<RunId, Late> lateUnparks = new HashMap<>();
    private boolean isPaused;

    private record Late(UnparkAction action, long offset) {}

    private ReferenceModel(GroupStory story) {
        this.story = story;
    }

    /** What the model says of this story. */
    public static ReferenceModel of(GroupStory story) {
        ReferenceModel model = new ReferenceModel(story);
        for (Asked asked : story.asked()) {
            model.read(asked);
            model.touch();
        }
        model.runs.sort(BY_PLACE);
        return model;
    }

    /** All runs there must be, in the order in which they run. */
    public List<ExpectedRun> runs() {
        return List.copyOf(runs);
    }

    /** Choices of the system that the promise does not leave to it, in words. */
    public List<String> impossible() {
        return List.copyOf(impossible);
    }

    private void read(Asked asked) {
        switch (asked.record()) {
            case Submission s -> submit(asked, s.task(), 1);
            case Retry r when r.isInPlace() ->
                    unpark(asked, UnparkAction.RETRY, r.task().taskId(), r.run() - 1);
            case Retry r -> submit(asked, r.task(), r.run());
            case Cancel c -> cancel(asked, c);
            case Pause p -> isPaused = isNoUnparkUnderWay(asked);
            case Resume r -> isPaused = false;
            case Unpark u -> unpark(asked, u.action(), u.taskId(), u.run());
            case Purge p -> purge(asked);
            case Hasten h -> {}
            case Clear c -> {}
        }
    }

    /** A pause waits for the unparks before it; the tasks do not wait for the pause. */
    private boolean isNoUnparkUnderWay(Asked asked) {
        return isPaused
                || unparks.stream().allMatch(unpark -> story.isCarriedOutBefore(unpark, asked));
    }

    /** The same task again is dropped; only its run in place does not count as one. */
    private void submit(Asked asked, Task task, int run) {
        boolean isKnown =
                runs.stream()
                        .anyMatch(r ->
                                r.id().taskId().equals(task.taskId())
                                        && !r.id().isInPlace()
                                        && r.id().run() >= run);
        if (!isKnown) {
            RunId id = RunId.at(story.groupId(), task.taskId(), run, asked.offset());
            add(new ExpectedRun(id, task));
        }
    }

    /**
     * An unpark that names no run is carried out late enough to let go of one that was asked for
     * after it. The run in its place is older than what was asked for in between, then.
     */
    private void add(ExpectedRun run) {
        runs.add(run);
        purges.stream()
                .filter(purge -> purge > run.id().origin())
                .forEach(purge -> {
                    run.purgedBy(purge);
                    stop(run, false);
                });
        Late late = lateUnparks.remove(run.id());
        if (late != null) {
            letGo(run, late.action(), late.offset());
        }
    }

    private void cancel(Asked asked, Cancel cancel) {
        ExpectedRun meant = null;
        for (ExpectedRun run : runs) {
            boolean isThere = cancel.sequence() < 0 || run.id().sequence() == cancel.sequence();
            if (isThere && run.id().taskId().equals(cancel.taskId())) {
                meant = run;
            }
        }
        if (meant != null && !story.hasEndedBefore(meant.id(), asked)) {
            meant.isCancelled = true;
            stop(meant, isHeld(meant));
        }
    }

    /** Ends what has not started; what is started in this moment may go on. */
    private void purge(Asked asked) {
        purges.add(asked.offset());
        List<ExpectedRun> meant =
                runs.stream().filter(r -> !story.hasEndedBefore(r.id(), asked)).toList();
        List<ExpectedRun> held = meant.stream().filter(this::isHeld).toList();
        meant.forEach(run -> run.purgedBy(asked.offset()));
        meant.forEach(run -> stop(run, held.contains(run)));
    }

    private static void stop(ExpectedRun run, boolean isHeld) {
        run.isRaced = true;
        if (isHeld) {
            run.isNeverStarted = true;
        }
        if (run.isNeverStarted || run.isEndless()) {
            run.endsByCommand();
        } else {
            run.mayEndByCommand();
        }
    }

    private void unpark(Asked asked, UnparkAction action, @Nullable String taskId, int runNumber) {
        unparks.add(asked.offset());
        Effect effect = story.effects().get(asked.offset());
        RunId chosen = effect == null ? null : effect.unparked();
        ExpectedRun holder = firstThatParks();
        boolean isMeant =
                holder != null
                        && (taskId == null || taskId.equals(holder.id().taskId()))
                        && (runNumber == 0 || runNumber == holder.id().run());
        boolean mustBe = holder != null && isMeant && story.hasEndedBefore(holder.id(), asked);
        if (chosen == null && !mustBe) {
            return;
        }
        boolean isNamed = taskId != null || runNumber != 0;
        if (holder == null && !isNamed && chosen != null && !isKnown(chosen)) {
            lateUnparks.put(chosen, new Late(action, asked.offset()));
            return;
        }
        if (holder == null || !isMeant || !holder.id().equals(chosen)) {
            impossible.add(
                    "the unpark at offset %d let go of %s, while the group was held by %s"
                            .formatted(
                                    asked.offset(), chosen, holder == null ? null : holder.id()));
            return;
        }
        letGo(holder, action, asked.offset());
    }

    private boolean isKnown(RunId id) {
        return runs.stream().anyMatch(run -> run.id().equals(id));
    }

    private void letGo(ExpectedRun holder, UnparkAction action, long command) {
        holder.isLetGo = true;
        if (action == UnparkAction.RETRY) {
            RunId failed = holder.id();
            RunId next =
                    new RunId(
                            failed.groupId(),
                            failed.taskId(),
                            failed.run() + 1,
                            failed.sequence(),
                            command);
            add(new ExpectedRun(next, holder.task()));
        }
    }

    /** The first run, in their order, that fails and parks the group and has not been let go. */
    private @Nullable ExpectedRun firstThatParks() {
        return runs.stream().filter(this::isParking).min(BY_PLACE).orElse(null);
    }

    private boolean isParking(ExpectedRun run) {
        End end = story.ends().get(run.id());
        return end != null && end.status() == TaskStatus.FAILED && run.parks() && !run.isLetGo;
    }

    /** Something has happened: what nothing holds any more may have started. */
    private void touch() {
        for (ExpectedRun run : runs) {
            run.isUntouched = run.isUntouched && (run.isNeverStarted || isHeldNow(run));
        }
    }

    /** Whether a run has been held from its beginning until now. */
    private boolean isHeld(ExpectedRun run) {
        return run.isUntouched && isHeldNow(run);
    }

    private boolean isHeldNow(ExpectedRun run) {
        return isPaused
                || run.isNeverDue()
                || runs.stream().anyMatch(r -> BY_PLACE.compare(r, run) < 0 && holdsOthers(r));
    }

    /** Whether nothing behind it can start: it parks the group, or runs until it is stopped. */
    private boolean holdsOthers(ExpectedRun run) {
        boolean isUntilStopped = run.isEndless() && !run.isScheduled() && !run.isRaced;
        return isUntilStopped || (isParking(run) && !run.isScheduled());
    }
}
