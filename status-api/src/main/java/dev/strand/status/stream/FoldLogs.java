package dev.strand.status.stream;

import dev.strand.core.log.StatusRecord;
import dev.strand.status.table.Clearing;
import dev.strand.status.table.History;
import dev.strand.status.table.IndexUpgrade;
import dev.strand.status.table.RowChange;
import dev.strand.status.table.Stores;
import dev.strand.status.table.TableFold;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Folds both logs of a partition into its table and tells what changed and how far it is. */
final class FoldLogs implements Processor<byte[], LogRecord, Void, Void> {
    private static final Duration FORGETTING = Duration.ofMillis(100);
    private static final Duration NARROWING = Duration.ofSeconds(1);

    /** History is forgotten at a calm pace: most of the time is for what happens now. */
    private static final long FORGETTING_NANOS = 5_000_000;

    private final Duration deduplicationWindow;
    private final ReadPositions positions;
    private final TableListener listener;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable TableFold fold;
    private @Nullable ReadPosition position;

    FoldLogs(Duration deduplicationWindow, ReadPositions positions, TableListener listener) {
        this.deduplicationWindow = deduplicationWindow;
        this.positions = positions;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> newContext) {
        Stores stores = Stores.of(newContext);
        boolean isFresh = isEmpty(stores.tasks()) && isEmpty(stores.indexes());
        Netting.on(stores.indexes());
        context = newContext;
        TableFold opened = new TableFold(stores, deduplicationWindow);
        fold = opened;
        position =
                positions.opened(newContext.taskId().partition(), isFresh, stores, opened.live());
        positions.count(opened.live());
        var _ =
                newContext.schedule(
                        FORGETTING, PunctuationType.WALL_CLOCK_TIME, millis -> forget());
        var _ = newContext.schedule(NARROWING, PunctuationType.WALL_CLOCK_TIME, millis -> narrow());
    }

    private void narrow() {
        if (fold != null && position != null && position.isSettled()) {
            fold.narrow();
        }
    }

    private void forget() {
        if (context == null || fold == null || position == null || !position.isSettled()) {
            return;
        }
        History history = fold.history();
        IndexUpgrade upgrade = fold.upgrade();
        position.wantsCommitted(history.isWaiting() || upgrade.isWaiting());
        long until = System.nanoTime() + FORGETTING_NANOS;
        BooleanSupplier isTimeOver = () -> System.nanoTime() - until > 0;
        if (upgrade.isWaiting()) {
            upgrade.goOn(position.durable(), isTimeOver);
        }
        if (history.isWaiting()) {
            Clearing done = history.forget(position.durable(), isTimeOver);
            if (done != null) {
                listener.cleared(context.taskId().partition(), done);
            }
        }
    }

    private static boolean isEmpty(KeyValueStore<Bytes, byte[]> store) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
            return !rows.hasNext();
        }
    }

    @Override
    public void process(Record<byte[], LogRecord> record) {
        if (context == null || fold == null || position == null) {
            throw new IllegalStateException("process called before init");
        }
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        long offset = metadata.offset();
        switch (record.value()) {
            case LogRecord.OfTasks asked -> {
                fold.mayRepeat(position.mayRepeatTask(offset));
                if (asked.record() != null) {
                    tell(metadata, fold.fold(offset, asked.at(), asked.record()));
                }
                position.readTask(offset);
            }
            case LogRecord.OfStatus happened -> {
                fold.mayRepeat(position.mayRepeatStatus(offset));
                if (happened.record() != null) {
                    tell(metadata, fold.fold(offset, happened.record()));
                    tell(metadata.partition(), happened.record(), happened.at());
                }
                position.readStatus(offset);
            }
        }
        if (position.settles()) {
            fold.settled();
        }
    }

    private void tell(int partition, StatusRecord record, Instant at) {
        if (record instanceof StatusRecord.Owner owner) {
            listener.spoke(partition, owner, at);
        } else if (record instanceof StatusRecord.GroupChange change) {
            listener.groupChanged(partition, change.groupId());
        }
    }

    private void tell(RecordMetadata metadata, @Nullable RowChange change) {
        if (change != null && change.isVisible()) {
            listener.changed(metadata.partition(), change);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            positions.closed(context.taskId().partition());
        }
    }
}
