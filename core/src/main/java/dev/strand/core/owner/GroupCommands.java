package dev.strand.core.owner;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Unpark;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out pauses, resumes and unparks. An unpark of a group waits until the records of all
 * commands to it before have been read, and lets those after it wait until its own has. Stream
 * thread only.
 */
final class GroupCommands {
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final LongConsumer done;

    /** Groups that a command of this pass has freed or held. */
    private final Set<String> touched = new LinkedHashSet<>();

    /**
     * Carries out commands.
     *
     * @param done told the offset of each that needs no more than to have its effect read
     */
    GroupCommands(Claims claims, Lanes lanes, Starter starter, LongConsumer done) {
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.done = done;
    }

    /** Commands that wait are gone through, by offset: those of a group, or all. */
    void begin(@Nullable String groupId) {
        lanes.halts().noUnparkWaits(groupId);
    }

    /** Whether an unpark of the group waits, or its record has not been read yet. */
    boolean isUnparking(String groupId) {
        return lanes.halts().isUnparking(groupId);
    }

    void pause(PendingCommand pending, Pause pause, Epoch epoch, Turn turn) {
        GroupState paused =
                new GroupState(
                        true, pending.offset(), pause.reason(), pause.by(), turn.wall(), null, -1);
        hold(pause.groupId(), paused, epoch, turn);
    }

    void resume(PendingCommand pending, Resume resume, Epoch epoch, Turn turn) {
        GroupState free =
                new GroupState(false, pending.offset(), null, resume.by(), turn.wall(), null, -1);
        hold(resume.groupId(), free, epoch, turn);
    }

    /** Holds or frees at once, and has everybody know. */
    private void hold(String groupId, GroupState made, Epoch epoch, Turn turn) {
        if (isUnparking(groupId)) {
            return;
        }
        done.accept(made.command());
        lanes.carriedOut(groupId, made);
        turn.append(epoch.key(), change(groupId, made, epoch), null);
        touched(groupId);
    }

    /** Something of the group may be able to start once all commands have been gone through. */
    void touched(String groupId) {
        touched.add(groupId);
    }

    /**
     * All commands that wait have been gone through. Only now may something start of the groups
     * that were freed: what was asked for after that, a pause or a purge, is to hold it.
     */
    void end(Turn turn) {
        if (touched.stream().anyMatch(Reserved::isReserved)) {
            starter.startAll(turn);
        } else {
            touched.forEach(groupId -> starter.tryStart(groupId, turn));
        }
        touched.clear();
    }

    private static GroupChange change(String groupId, GroupState made, Epoch epoch) {
        return new GroupChange(
                groupId,
                made.paused(),
                made.command(),
                epoch.key(),
                made.reason(),
                made.by(),
                made.since(),
                null);
    }

    /**
     * Lets the group go on; what that changes, changes when the record is read. Whoever asks has
     * seen the failure in the log: it is waited for until it has been read here as well.
     */
    void unpark(PendingCommand pending, Unpark unpark, FoldStore store, Epoch epoch, Turn turn) {
        String groupId = unpark.groupId();
        boolean isSettled =
                !isUnparking(groupId)
                        && !lanes.halts().isAwaited(groupId)
                        && !lanes.halts().isParking(groupId)
                        && claims.isReleased(groupId, epoch);
        if (!isSettled) {
            lanes.halts().unparkWaits(groupId);
            return;
        }
        done.accept(pending.offset());
        GroupState state = store.group(groupId);
        GroupState made =
                new GroupState(
                        state.paused(),
                        pending.offset(),
                        state.reason(),
                        state.by(),
                        state.since(),
                        null,
                        -1);
        RunId parkedBy = state.parkedBy();
        GroupChange change =
                parkedBy == null || !isMeant(unpark, parkedBy)
                        ? change(groupId, made, epoch)
                        : new GroupChange(
                                groupId,
                                state.paused(),
                                pending.offset(),
                                epoch.key(),
                                null,
                                unpark.by(),
                                turn.wall(),
                                new Unparked(parkedBy, unpark.action()));
        lanes.carriedOut(groupId, made);
        lanes.halts().unparking(groupId, pending.offset());
        turn.append(epoch.key(), change, null);
    }

    private static boolean isMeant(Unpark unpark, RunId parkedBy) {
        return (unpark.taskId() == null || unpark.taskId().equals(parkedBy.taskId()))
                && (unpark.run() == 0 || unpark.run() == parkedBy.run());
    }

    /**
     * Has those who keep history forget. What ends from now on is not meant, whatever the clock of
     * whoever asked says.
     */
    void clear(PendingCommand pending, Clear clear, Epoch epoch, Turn turn) {
        done.accept(pending.offset());
        boolean isPast = clear.before().isBefore(turn.wall());
        Cleared cleared =
                new Cleared(
                        clear.statuses(),
                        isPast ? clear.before() : turn.wall().truncatedTo(ChronoUnit.MILLIS),
                        pending.offset(),
                        epoch.key(),
                        turn.wall(),
                        clear.by());
        turn.append(epoch.key(), cleared, null);
    }
}
