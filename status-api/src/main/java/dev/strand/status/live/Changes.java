package dev.strand.status.live;

import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.status.error.Errors;
import dev.strand.status.metrics.TaskDurations;
import dev.strand.status.owner.Owners;
import dev.strand.status.stats.Numbers;
import dev.strand.status.stream.TableListener;
import dev.strand.status.table.Clearing;
import dev.strand.status.table.RowChange;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Hands every change of the table to those who wait for it and to the streams of events. */
@Singleton
class Changes implements TableListener {
    private final LongPoll longPoll;
    private final EventHub events;
    private final Numbers numbers;
    private final Errors errors;
    private final Owners owners;
    private final TaskDurations durations;

    Changes(
            LongPoll longPoll,
            EventHub events,
            Numbers numbers,
            Errors errors,
            Owners owners,
            TaskDurations durations) {
        this.longPoll = longPoll;
        this.events = events;
        this.numbers = numbers;
        this.errors = errors;
        this.owners = owners;
        this.durations = durations;
    }

    @Override
    public void changed(int partition, RowChange change) {
        longPoll.changed(change.after().id().taskId());
        events.changed(partition, change.after());
        numbers.changed(partition, change);
        errors.changed(partition, change);
        durations.changed(change);
    }

    @Override
    public void groupChanged(int partition, String groupId) {
        events.groupChanged(partition, groupId);
    }

    @Override
    public void cleared(int partition, Clearing clearing) {
        if (clearing.isAsked()) {
            events.cleared();
            errors.cleared(partition, clearing);
        }
    }

    @Override
    public void spoke(int partition, Owner owner, Instant at) {
        owners.spoke(partition, owner, at);
    }
}
