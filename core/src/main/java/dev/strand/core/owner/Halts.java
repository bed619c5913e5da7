package dev.strand.core.owner;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps tasks of groups from starting besides what their lanes know themselves: pauses of
 * types and of everything, failures that park and are not read yet, and purges. Lives as long as
 * the lanes do.
 */
final class Halts {
    /** What commands carried out in this epoch made of groups, until their effect is read. */
    private final Map<String, GroupState> carriedOut = new HashMap<>();

    /** What commands made of types and of everything. */
    private final Map<String, GroupState> wide = new HashMap<>();

    /** Runs whose failure, which parks the group, has been decided here and is not read yet. */
    private final Map<String, RunId> parking = new HashMap<>();

    /** Unparks that have been carried out and are not read yet. */
    private final Map<String, Long> unparking = new HashMap<>();

    /** Groups with an unpark that cannot be carried out yet. */
    private final Set<String> unparksWaiting = new HashSet<>();

    /** Offset of the purge of a group that is being carried out. */
    private final Map<String, Long> purges = new HashMap<>();

    void load(FoldStore store) {
        wide.putAll(store.reserved());
    }

    void clear() {
        carriedOut.clear();
        wide.clear();
        parking.clear();
        unparking.clear();
        unparksWaiting.clear();
        purges.clear();
    }

    /** Whether the head of the lane must not start. */
    boolean halts(Lane lane, Queued head) {
        return lane.isPaused()
                || lane.parkedBy() != null
                || parking.containsKey(lane.groupId())
                || isUnparking(lane.groupId())
                || isPaused(head.task().type())
                || isPurged(lane.groupId(), head);
    }

    private boolean isPaused(String type) {
        return pauseOfAll() != null || pauseOf(type) != null;
    }

    /** Who paused everything, or null if nobody did. */
    @Nullable GroupState pauseOfAll() {
        return pause(Reserved.ALL);
    }

    /** Who paused this type, or null if nobody did. */
    @Nullable GroupState pauseOf(String type) {
        return wide.isEmpty() ? null : pause(Reserved.ofType(type));
    }

    private @Nullable GroupState pause(String id) {
        GroupState state = wide.isEmpty() ? null : wide.get(id);
        return state != null && state.paused() ? state : null;
    }

    private boolean isPurged(String groupId, Queued head) {
        Long command = purges.isEmpty() ? null : purges.get(groupId);
        return command != null && head.id().origin() < command && !head.isStarted();
    }

    /**
     * Whether an unpark of the group waits, or has been carried out and is not read yet. What was
     * asked for after it, a pause or a purge, waits as well, and must not find tasks started that
     * it was to hold.
     */
    boolean isUnparking(String groupId) {
        return unparking.containsKey(groupId) || unparksWaiting.contains(groupId);
    }

    /** An unpark of the group cannot be carried out yet. */
    void unparkWaits(String groupId) {
        unparksWaiting.add(groupId);
    }

    /** Whether unparks of a group wait, or of all groups, is found out anew. */
    void noUnparkWaits(@Nullable String groupId) {
        if (groupId == null) {
            unparksWaiting.clear();
        } else {
            unparksWaiting.remove(groupId);
        }
    }

    /** This command unparks the group once it is read. */
    void unparking(String groupId, long command) {
        unparking.put(groupId, command);
    }

    /** Whether a command to the group has been carried out whose effect is not read yet. */
    boolean isAwaited(String groupId) {
        return carriedOut.containsKey(groupId);
    }

    /** What a command carried out in this epoch made of the group, or null. */
    @Nullable GroupState awaited(String groupId) {
        return carriedOut.get(groupId);
    }

    void carriedOut(String groupId, GroupState state) {
        carriedOut.put(groupId, state);
        take(groupId, state);
    }

    /** What has been read of a group. */
    void read(String groupId, GroupState state) {
        GroupState awaited = carriedOut.get(groupId);
        if (awaited != null && awaited.command() <= state.command()) {
            carriedOut.remove(groupId);
        }
        Long unpark = unparking.get(groupId);
        if (unpark != null && unpark <= state.command()) {
            unparking.remove(groupId);
        }
        Long purge = purges.get(groupId);
        if (purge != null && purge <= state.purged()) {
            purges.remove(groupId);
        }
        take(groupId, state);
    }

    private void take(String id, GroupState newer) {
        if (Reserved.isReserved(id)
                && newer.command() >= wide.getOrDefault(id, GroupState.FREE).command()) {
            wide.put(id, newer);
        }
    }

    /** The failure of this run, which parks its group, has been decided. */
    void parking(RunId run) {
        parking.put(run.groupId(), run);
    }

    boolean isParking(String groupId) {
        return parking.containsKey(groupId);
    }

    /** The run whose failure holds the group of this lane, or null. */
    @Nullable RunId parkedBy(Lane lane) {
        RunId decided = parking.get(lane.groupId());
        return decided == null ? lane.parkedBy() : decided;
    }

    /** The end of this run has been read. */
    void ended(RunId run) {
        parking.remove(run.groupId(), run);
    }

    /** From now on no run that was asked for before this command starts in the group. */
    void purging(String groupId, long command) {
        purges.merge(groupId, command, Math::max);
    }
}
