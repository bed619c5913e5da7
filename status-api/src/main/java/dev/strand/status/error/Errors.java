package dev.strand.status.error;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.fleet.LocalTables;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.table.Clearing;
import dev.strand.status.table.Place;
import dev.strand.status.table.RowChange;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kinds of errors of failed attempts that this instance has read. Bounded: at most {@link
 * #MAX_KINDS} kinds, the longest unseen go first; and at most {@link #MAX_WAITING} errors a second
 * are looked at. What a table holds at its opening is added from its newest failures. For use by
 * several threads; a stream thread pays next to nothing.
 */
@Singleton
public class Errors {
    static final int MAX_KINDS = 500;
    static final int MAX_WAITING = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final int SEED = 300;
    private static final long TICK_MILLIS = 1_000;

    private final BlockingQueue<Seen> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean working = new AtomicBoolean();
    private final Map<Integer, Map<String, ErrorGroup>> kinds = new HashMap<>();
    private final Set<Integer> seeded = new HashSet<>();
    private final Set<Integer> forgotten = ConcurrentHashMap.newKeySet();
    private final LocalTables tables;
    private final ExecutorService work;
    private final ScheduledExecutorService timer;

    Errors(
            LocalTables tables,
            @Named("status-work") ExecutorService work,
            @Named("status-timer") ScheduledExecutorService timer) {
        this.tables = tables;
        this.work = work;
        this.timer = timer;
    }

    /**
     * An attempt that failed.
     *
     * @param partition where
     * @param sequence which run
     * @param groupId its group
     * @param taskId its task
     * @param type its type
     * @param atMillis when
     * @param error how
     */
    record Seen(
            int partition,
            long sequence,
            String groupId,
            String taskId,
            String type,
            long atMillis,
            RawJson error) {
        static Seen of(int partition, TaskRow row, RawJson error) {
            return new Seen(
                    partition,
                    row.id().sequence(),
                    row.id().groupId(),
                    row.id().taskId(),
                    row.type(),
                    row.updatedAtMillis(),
                    error);
        }
    }

    @PostConstruct
    void start() {
        var _ =
                timer.scheduleAtFixedRate(
                        this::startWork, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A row has changed. Called from stream threads; returns at once. */
    public void changed(int partition, RowChange change) {
        TaskRow after = change.after();
        RawJson error = after.told().error();
        boolean hasFailed =
                after.status() == TaskStatus.FAILED || after.status() == TaskStatus.RETRYING;
        TaskRow before = change.before();
        boolean isTold =
                before != null
                        && before.status() == after.status()
                        && before.state().token().equals(after.state().token());
        if (hasFailed && error != null && !isTold) {
            boolean _ = waiting.offer(Seen.of(partition, after, error));
        }
    }

    /**
     * Failed tasks have been forgotten: what is left of them is read from the table anew. Called
     * from stream threads; returns at once.
     */
    public void cleared(int partition, Clearing clearing) {
        if (clearing.statuses().contains(TaskStatus.FAILED)) {
            forgotten.add(partition);
        }
    }

    private void startWork() {
        if (working.compareAndSet(false, true)) {
            work.execute(this::work);
        }
    }

    private void work() {
        try {
            List<Seen> seen = new ArrayList<>();
            waiting.drainTo(seen);
            seed(seen);
            synchronized (this) {
                seen.forEach(this::add);
            }
        } catch (ProblemException | InvalidStateStoreException e) {
            LOG.atDebug().setCause(e).log("tables are moving, their errors are read later");
        } finally {
            working.set(false);
        }
    }

    private synchronized void seed(List<Seen> seen) {
        seeded.removeIf(forgotten::remove);
        Set<Long> known = new HashSet<>();
        seen.forEach(each -> known.add(((long) each.partition() << 48) ^ each.sequence()));
        List<TableReader> open = tables.all();
        seeded.removeIf(
                partition -> open.stream().noneMatch(table -> table.partition() == partition));
        kinds.keySet().retainAll(seeded);
        for (TableReader table : open) {
            if (seeded.add(table.partition())) {
                seed(table, TaskStatus.FAILED, known);
                seed(table, TaskStatus.RETRYING, known);
            }
        }
    }

    private void seed(TableReader table, TaskStatus status, Set<Long> known) {
        try (Walk<Place> walk = table.byStatus(status, TableReader.Span.ALL)) {
            for (int looks = 0; looks < SEED; looks++) {
                Place place = walk.peek();
                if (place == null) {
                    return;
                }
                TaskRow row = table.row(place.groupId(), place.sequence());
                RawJson error = row == null ? null : row.told().error();
                boolean isKnown =
                        known.contains(((long) table.partition() << 48) ^ place.sequence());
                if (row != null && error != null && !isKnown) {
                    add(Seen.of(table.partition(), row, error));
                }
                walk.advance();
            }
        }
    }

    private void add(Seen seen) {
        Fingerprint kind = Fingerprint.of(seen.error());
        Map<String, ErrorGroup> here =
                kinds.computeIfAbsent(seen.partition(), p -> new HashMap<>());
        here.computeIfAbsent(kind.id(), id -> new ErrorGroup(kind)).add(seen);
        if (here.size() > MAX_KINDS) {
            here.values().stream()
                    .min(Comparator.comparingLong(ErrorGroup::lastMillis))
                    .ifPresent(oldest -> here.values().remove(oldest));
        }
    }

    /** The kinds of errors of these partitions. */
    synchronized List<ErrorLine> of(List<TableReader> asked) {
        List<ErrorLine> lines = new ArrayList<>();
        for (TableReader table : asked) {
            kinds.getOrDefault(table.partition(), Map.of())
                    .values()
                    .forEach(group -> lines.add(group.line()));
        }
        return ErrorsQuestion.summed(lines);
    }
}
