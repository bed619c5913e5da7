package dev.strand.status.table;

import dev.strand.core.fold.Seen;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Forgets runs that have ended, as CLEARED records say: which ones follows from the log alone, and
 * when from how much there is to do. Called from the stream thread only.
 *
 * <p>Nothing is deleted that a record which may be read again could bring back: a clearing begins
 * once it is committed, and leaves out runs whose submission is not. What is to be deleted is
 * written down and committed first, see {@link Doom}.
 */
public final class History {
    /** After the window of de-duplication, ids are remembered for this long, for good measure. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private static final int IDS_AT_ONCE = 500;

    private final Stores stores;
    private final TaskTable table;
    private final long idMillis;
    private final NavigableMap<Long, Clearing> clearings = new TreeMap<>();
    private final List<Doom> dooms = new ArrayList<>();
    private @Nullable ClearingPass pass;
    private Horizon horizon;
    private long waitsForTasks = -1;
    private long nextNumber;

    History(Stores stores, TaskTable table, Duration deduplicationWindow) {
        this.stores = stores;
        this.table = table;
        this.idMillis = deduplicationWindow.plus(MARGIN).toMillis();
        this.horizon = Horizon.decode(stores.indexes().get(Horizon.KEY));
        each(
                HistoryKeys.CLEARING,
                row -> {
                    long offset = HistoryKeys.number(row.key);
                    clearings.put(offset, Clearing.decode(offset, row.value));
                });
        each(
                HistoryKeys.DOOMED,
                row -> dooms.add(Doom.decode(HistoryKeys.number(row.key), row.value)));
        nextNumber = dooms.isEmpty() ? 0 : dooms.getLast().number() + 1;
        dooms.forEach(this::mendHorizon);
    }

    /** A crash may have kept the note of what is to be deleted, but not how far that goes. */
    private void mendHorizon(Doom doom) {
        for (Clearing clearing : clearings.values()) {
            if (clearing.atMillis() == doom.atMillis()) {
                horizon = horizon.with(clearing.beforeMillis(), doom.runs());
                stores.indexes().put(Horizon.KEY, horizon.encode());
            }
        }
    }

    private void each(byte kind, Consumer<KeyValue<Bytes, byte[]>> use) {
        try (KeyValueIterator<Bytes, byte[]> rows =
                stores.indexes()
                        .range(
                                HistoryKeys.numbered(kind, 0),
                                HistoryKeys.numbered(kind, Long.MAX_VALUE))) {
            rows.forEachRemaining(use);
        }
    }

    /** A record that holds has been read. */
    void read(long offset, Cleared record) {
        Clearing clearing = Clearing.of(offset, record);
        if (clearings.putIfAbsent(offset, clearing) == null) {
            stores.indexes()
                    .put(HistoryKeys.numbered(HistoryKeys.CLEARING, offset), clearing.encode());
        }
    }

    /** Whether a fact speaks of a run that has been forgotten: it is a copy of one read before. */
    boolean isForgotten(Fact fact) {
        return fact.run().sequence() < horizon.sequence()
                && fact.details().at().toEpochMilli() < horizon.millis()
                && table.row(fact.run().groupId(), fact.run().sequence()) == null;
    }

    /** Whether there is anything to do, now or once more is committed. */
    public boolean isWaiting() {
        return !clearings.isEmpty() || !dooms.isEmpty();
    }

    /**
     * Goes on with what there is to do.
     *
     * @return a clearing that has just been carried out to its end, or null
     */
    public @Nullable Clearing forget(Durable now, BooleanSupplier isTimeOver) {
        boolean isDeleting = false;
        for (Doom doom : List.copyOf(dooms)) {
            doom.kept(now);
            while (doom.isKept(now) && doom.hasMore() && !isTimeOver.getAsBoolean()) {
                erase(doom.next(now), doom.atMillis());
            }
            isDeleting |= doom.hasMore();
            if (doom.isOver(now)) {
                stores.indexes().delete(HistoryKeys.numbered(HistoryKeys.DOOMED, doom.number()));
                dooms.remove(doom);
            }
        }
        return isDeleting || isTimeOver.getAsBoolean() ? null : walk(now, isTimeOver);
    }

    private @Nullable Clearing walk(Durable now, BooleanSupplier isTimeOver) {
        if (pass == null) {
            pass = nextPass(now);
        }
        ClearingPass walking = pass;
        if (walking == null || !forgetIds(walking.clearing(), isTimeOver)) {
            return null;
        }
        boolean isAtEnd = walking.walk(isTimeOver);
        if (!isAtEnd && !walking.isFull()) {
            return null;
        }
        pass = null;
        if (!walking.found().isEmpty()) {
            doom(walking, now);
            return null;
        }
        waitsForTasks = walking.postponed();
        return walking.postponed() < 0 ? end(walking.clearing()) : null;
    }

    private @Nullable ClearingPass nextPass(Durable now) {
        var first = clearings.firstEntry();
        boolean mayBegin =
                first != null && first.getKey() < now.status() && waitsForTasks < now.tasks();
        return mayBegin ? new ClearingPass(first.getValue(), stores, table, now.tasks()) : null;
    }

    private void doom(ClearingPass walked, Durable now) {
        Doom doom = new Doom(nextNumber++, walked.clearing().atMillis(), walked.found());
        doom.kept(now);
        dooms.add(doom);
        stores.indexes()
                .put(HistoryKeys.numbered(HistoryKeys.DOOMED, doom.number()), doom.encode());
        horizon = horizon.with(walked.clearing().beforeMillis(), walked.found());
        stores.indexes().put(Horizon.KEY, horizon.encode());
    }

    private Clearing end(Clearing clearing) {
        clearings.remove(clearing.offset());
        stores.indexes().delete(HistoryKeys.numbered(HistoryKeys.CLEARING, clearing.offset()));
        return clearing;
    }

    private void erase(Doomed run, long atMillis) {
        String groupId = run.place().groupId();
        long sequence = run.place().sequence();
        table.erase(run);
        for (Seen seen : table.runs(groupId, run.taskId()).runs()) {
            if (seen.sequence() != sequence) {
                continue;
            }
            if (seen.at().toEpochMilli() < atMillis - idMillis) {
                table.forgetId(groupId, run.taskId(), sequence);
            } else {
                stores.indexes()
                        .put(
                                HistoryKeys.forgotten(seen.at().toEpochMilli(), sequence, groupId),
                                new RowWriter(64).text(run.taskId()).toByteArray());
            }
        }
        table.forgetGroup(groupId, Instant.ofEpochMilli(atMillis).minus(MARGIN));
    }

    /** Forgets ids that are old enough: true once all are forgotten that may be. */
    private boolean forgetIds(Clearing clearing, BooleanSupplier isTimeOver) {
        List<KeyValue<Bytes, byte[]>> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                stores.indexes()
                        .range(
                                HistoryKeys.forgotten(0, 0, ""),
                                HistoryKeys.forgotten(clearing.atMillis() - idMillis, 0, ""))) {
            while (rows.hasNext() && old.size() < IDS_AT_ONCE) {
                old.add(rows.next());
            }
        }
        for (KeyValue<Bytes, byte[]> row : old) {
            Place place = HistoryKeys.placeOfForgotten(row.key);
            String taskId = new RowReader(row.value).text();
            table.forgetId(place.groupId(), taskId, place.sequence());
            stores.indexes().delete(row.key);
        }
        return old.size() < IDS_AT_ONCE && !isTimeOver.getAsBoolean();
    }
}
