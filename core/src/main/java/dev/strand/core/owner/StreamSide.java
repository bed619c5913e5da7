package dev.strand.core.owner;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.fold.TaskVerdict.Added;
import dev.strand.core.fold.TaskVerdict.Pending;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Owner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the stream thread brings: the store of the assigned partition, and both logs as they are
 * folded into it.
 */
final class StreamSide {
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Commands commands;
    private final StatusReader reader;
    private final Strangers strangers;
    private @Nullable FoldStore store;
    private @Nullable GroupQueue queue;

    StreamSide(
            Claims claims,
            Lanes lanes,
            Starter starter,
            Commands commands,
            StatusReader reader,
            Strangers strangers) {
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.commands = commands;
        this.reader = reader;
        this.strangers = strangers;
    }

    void open(FoldStore restored, GroupQueue queues) {
        commands.clear();
        store = restored;
        queue = queues;
    }

    void close() {
        commands.clear();
        store = null;
        queue = null;
    }

    void taskRead(TaskVerdict verdict, Turn turn) {
        FoldStore folded = store;
        if (folded == null || !lanes.isLoaded()) {
            return;
        }
        if (verdict instanceof Added added) {
            starter.tryStart(lanes.add(added.entry(), folded, turn.wall()), turn);
        } else if (verdict instanceof Pending pending) {
            commands.add(pending.command(), folded, required(queue), turn);
        }
    }

    void statusRead(StatusRecord record, StatusVerdict verdict, Turn turn) {
        FoldStore folded = store;
        GroupQueue queues = queue;
        if (folded == null || queues == null) {
            return;
        }
        Released released = claims.ownership(folded.ownership());
        if (!released.isNothing()) {
            strangers.released(turn);
        }
        reader.take(record, verdict, turn);
        if (lanes.isLoaded()) {
            parkedOrNot(verdict, folded, turn);
        }
        boolean begins = claims.acting(turn.nanos()) != null && !lanes.isLoaded();
        if (begins) {
            lanes.load(folded, queues, turn.wall());
            commands.restart(folded.pending());
        }
        String groupId = StatusReader.groupOf(record);
        boolean isForMany = groupId != null && Reserved.isReserved(groupId);
        boolean isForAll = begins || released.isAll() || isForMany;
        if (isForAll || isOwnBeat(record)) {
            commands.run(null, folded, queues, turn);
        } else {
            released.groups().forEach(each -> commands.run(each, folded, queues, turn));
            if (groupId != null && !released.groups().contains(groupId)) {
                commands.run(groupId, folded, queues, turn);
            }
        }
        if (groupId != null) {
            lanes.refill(groupId, queues, turn.wall());
            starter.tryStart(groupId, turn);
        }
        if (isForAll) {
            starter.startAll(turn);
        } else {
            released.groups().forEach(each -> starter.tryStart(each, turn));
        }
    }

    /** Each own beat has all commands looked at, whether anything has happened or not. */
    private boolean isOwnBeat(StatusRecord record) {
        Epoch current = claims.current();
        return current != null && record instanceof Owner o && o.key().equals(current.key());
    }

    /** A failure that parks its group, or the end of that, has been folded. */
    private void parkedOrNot(StatusVerdict verdict, FoldStore folded, Turn turn) {
        if (verdict instanceof Accepted a && a.fact().parksGroup()) {
            String groupId = a.fact().run().groupId();
            lanes.parkedBy(groupId, folded.group(groupId).parkedBy());
        } else if (verdict instanceof GroupChanged g && g.made() != null && !g.made().isEarly()) {
            lanes.addInPlace(g.made(), folded, turn.wall());
        }
    }

    private static GroupQueue required(@Nullable GroupQueue queue) {
        return Objects.requireNonNull(queue, "open with the store");
    }
}
