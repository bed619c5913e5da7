package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.log.RunId;
import dev.strand.core.permit.Waiter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The live groups of a partition while its open epoch is the own one: loaded from the store when
 * the own claim has been read back, forgotten when the epoch closes. What was acknowledged but is
 * not read when it closes may be void, so nothing here outlives it.
 */
final class Lanes {
    private final int windowTasks;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Holds holds = new Holds();
    private final Wakes wakes = new Wakes();
    private final Halts halts = new Halts();

    /** Runs that must not start because a cancel of them waits, loaded into a window or not. */
    private final Set<RunId> cancelPending = new HashSet<>();

    /** Runs that a fact without an attempt is ending, until it is read. */
    private final Set<Long> ending = new HashSet<>();

    private boolean loaded;

    Lanes(int windowTasks) {
        this.windowTasks = windowTasks;
    }

    /** Whether the queues of this epoch are here. */
    boolean isLoaded() {
        return loaded;
    }

    /** All lanes as they are now. */
    List<Lane> all() {
        return List.copyOf(lanes.values());
    }

    /** Live groups. */
    int size() {
        return lanes.size();
    }

    @Nullable Lane find(String groupId) {
        return lanes.get(groupId);
    }

    void removeIfEmpty(Lane lane) {
        if (lane.isEmpty() && lanes.remove(lane.groupId(), lane)) {
            holds.remove(lane);
        }
    }

    /** What holds them. */
    Holds holds() {
        return holds;
    }

    /** When they are looked at again. */
    Wakes wakes() {
        return wakes;
    }

    /** What commands and failures keep from starting. */
    Halts halts() {
        return halts;
    }

    /** Loads what the store holds. Stream thread only. */
    void load(FoldStore store, GroupQueue queue, Instant now) {
        clear();
        loaded = true;
        halts.load(store);
        queue.forEachGroup(
                windowTasks,
                first -> {
                    String groupId = first.getFirst().id().groupId();
                    Lane lane = new Lane(groupId, store.group(groupId));
                    put(lane);
                    first.forEach(entry -> lane.load(queued(entry), now));
                    lane.hasMore(first.size() >= windowTasks);
                });
        for (Lane lane : lanes.values()) {
            while (lane.mayMissStarted()) {
                readOn(lane, queue, now);
            }
            refill(lane, queue, now);
        }
    }

    void clear() {
        lanes.clear();
        holds.clear();
        wakes.clear();
        halts.clear();
        cancelPending.clear();
        ending.clear();
        loaded = false;
    }

    /** Takes a run that has just been submitted. Stream thread only. */
    Lane add(Entry entry, FoldStore store, Instant now) {
        Lane lane = laneOf(entry.id().groupId(), store);
        lane.offer(queued(entry), windowTasks, now);
        return lane;
    }

    /** Takes a run that has been made in the place of an earlier one. Stream thread only. */
    void addInPlace(Entry entry, FoldStore store, Instant now) {
        laneOf(entry.id().groupId(), store).load(queued(entry), now);
    }

    private Lane laneOf(String groupId, FoldStore store) {
        Lane lane = lanes.get(groupId);
        if (lane == null) {
            lane = new Lane(groupId, store.group(groupId));
            GroupState awaited = halts.awaited(groupId);
            if (awaited != null) {
                lane.take(awaited);
            }
            put(lane);
        }
        return lane;
    }

    private void put(Lane lane) {
        lanes.put(lane.groupId(), lane);
        holds.add(lane);
    }

    private Queued queued(Entry entry) {
        Queued queued = new Queued(entry);
        queued.isCancelPending = cancelPending.contains(entry.id());
        queued.isEnding = ending.contains(entry.id().sequence());
        return queued;
    }

    /** Reads on from the store where the window has run low. Stream thread only. */
    boolean refill(String groupId, GroupQueue queue, Instant now) {
        Lane lane = lanes.get(groupId);
        return lane != null && refill(lane, queue, now);
    }

    private boolean refill(Lane lane, GroupQueue queue, Instant now) {
        boolean isRefilled = false;
        while (lane.wantsRefill(windowTasks)) {
            readOn(lane, queue, now);
            isRefilled = true;
        }
        return isRefilled;
    }

    private void readOn(Lane lane, GroupQueue queue, Instant now) {
        int room = lane.room(windowTasks);
        List<Entry> next = queue.read(lane.groupId(), lane.nextToLoad(), room);
        next.forEach(entry -> lane.load(queued(entry), now));
        lane.hasMore(next.size() >= room);
    }

    /**
     * A fact that holds has been read; {@code isOwn} if the current epoch wrote it, which then
     * knows what it says, and goes on when it is acknowledged.
     */
    void read(Entry after, boolean isOwn, Instant now) {
        long sequence = after.id().sequence();
        Lane lane = lanes.get(after.id().groupId());
        if (after.state().status().isTerminal()) {
            halts.ended(after.id());
            ending.remove(sequence);
            cancelPending.remove(after.id());
            if (lane != null) {
                lane.remove(sequence);
            }
        } else if (lane != null && !isOwn && !lane.isRunning(sequence)) {
            lane.update(sequence, after.state(), now);
        }
    }

    /** From now on this run must not start: a cancel of it waits. */
    void cancelPending(RunId run) {
        cancelPending.add(run);
        Queued queued = queued(run.groupId(), run.sequence());
        if (queued != null && queued.id().equals(run)) {
            queued.isCancelPending = true;
        }
    }

    /** From now on this run must not start: a fact that ends it is on its way. */
    void ending(Queued queued) {
        queued.isEnding = true;
        ending.add(queued.id().sequence());
    }

    boolean isEnding(long sequence) {
        return ending.contains(sequence);
    }

    /** The run in its window, or null where it is not loaded. */
    @Nullable Queued queued(String groupId, long sequence) {
        Lane lane = lanes.get(groupId);
        return lane == null ? null : lane.find(sequence);
    }

    /** A command has been carried out; its effect has not been read yet. */
    void carriedOut(String groupId, GroupState state) {
        halts.carriedOut(groupId, state);
        take(groupId, state);
    }

    /** The effect of a command has been read. */
    void read(String groupId, GroupState state) {
        halts.read(groupId, state);
        take(groupId, state);
        parkedBy(groupId, state.parkedBy());
    }

    /** What has been read of the failures of a group. */
    void parkedBy(String groupId, @Nullable RunId run) {
        Lane lane = lanes.get(groupId);
        if (lane != null) {
            lane.parkedBy(run);
        }
    }

    private void take(String groupId, GroupState state) {
        Lane lane = lanes.get(groupId);
        if (lane != null) {
            lane.take(state);
        }
    }

    /** Who waits for a permit. */
    List<Waiter> waiters() {
        return lanes.values().stream().flatMap(lane -> Stream.ofNullable(lane.waiter)).toList();
    }
}
