package dev.strand.status.live;

import dev.strand.status.stream.TableListener;
import dev.strand.status.table.RowChange;
import jakarta.inject.Singleton;

/** Hands every change of the table to those who wait for it and to the streams of events. */
@Singleton
class Changes implements TableListener {
    private final LongPoll longPoll;
    private final EventHub events;

    Changes(LongPoll longPoll, EventHub events) {
        this.longPoll = longPoll;
        this.events = events;
    }

    @Override
    public void changed(int partition, RowChange change) {
        longPoll.changed(change.after().id().taskId());
        events.changed(partition, change.after());
    }
}
