package dev.strand.testing.model;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.Fold;
import dev.strand.core.fold.Seen;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.fold.InMemoryFoldStore;
import dev.strand.testing.history.LoggedTask;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.history.TopicReader;
import dev.strand.testing.model.GroupStory.Asked;
import dev.strand.testing.model.GroupStory.Effect;
import dev.strand.testing.model.GroupStory.End;
import dev.strand.testing.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads both logs while they grow and notes when it saw what: whatever it has seen had happened by
 * then. Thread-safe.
 */
public final class LogFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Topics topics;
    private final StrandLogs logs;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Reader> readers = new HashMap<>();
    private final Map<String, Integer> partitionOf = new HashMap<>();
    private final Map<String, List<Asked>> asked = new HashMap<>();
    private final Map<String, Map<RunId, End>> ends = new HashMap<>();
    private final Map<String, Map<Long, Effect>> effects = new HashMap<>();
    private final Map<String, Set<RunId>> live = new HashMap<>();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile @Nullable RuntimeException failure;

    private static final class Reader {
        final InMemoryFoldStore store = new InMemoryFoldStore();
        final Fold fold = new Fold(store);
    }

    private LogFollower(String bootstrapServers, Topics topics) {
        TopicReader reader = new TopicReader(bootstrapServers);
        this.topics = topics;
        this.logs = new StrandLogs(bootstrapServers, topics);
        this.consumer = reader.consumer(List.of(topics.tasks().name(), topics.status().name()));
        this.thread = Thread.ofPlatform().daemon().name("log-follower").start(this::run);
    }

    /** Follows the logs from their beginning; the topics must exist. */
    public static LogFollower of(String bootstrapServers, Topics topics) {
        return new LogFollower(bootstrapServers, topics);
    }

    /** The newest run of a task with what is known of it, or null if none has been read. */
    public synchronized @Nullable Entry newest(String groupId, String taskId) {
        InMemoryFoldStore store = storeOf(groupId);
        Seen seen = store == null ? null : store.seen(groupId, taskId, Instant.EPOCH);
        return store == null || seen == null ? null : store.entry(groupId, seen.sequence());
    }

    /** The run that holds a group by its failure, or null. */
    public synchronized @Nullable RunId parkedBy(String groupId) {
        InMemoryFoldStore store = storeOf(groupId);
        return store == null ? null : store.group(groupId).parkedBy();
    }

    private void checkFollowing() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the logs are not followed any more", broken);
        }
    }

    private @Nullable InMemoryFoldStore storeOf(String groupId) {
        checkFollowing();
        Integer partition = partitionOf.get(groupId);
        return partition == null ? null : readerOf(partition).store;
    }

    /** Runs of the group that have been asked for and have not ended, in no particular order. */
    public synchronized Set<RunId> live(String groupId) {
        checkFollowing();
        return Set.copyOf(live.getOrDefault(groupId, Set.of()));
    }

    /** Whether a record of {@code strand.tasks}, and so every one before it, has been read. */
    public synchronized boolean hasRead(int partition, long offset) {
        checkFollowing();
        return readerOf(partition).store.tasksPosition() > offset;
    }

    /** Whether nothing that has been read of the group is still to be done. */
    public synchronized boolean isSettled(String groupId) {
        InMemoryFoldStore store = storeOf(groupId);
        return live(groupId).isEmpty()
                && (store == null
                        || store.pending().stream()
                                .noneMatch(p -> p.command().groupId().equals(groupId)));
    }

    /** How often the partition that changed hands most did so. */
    public synchronized int handOvers() {
        return (int)
                readers.values().stream()
                        .mapToLong(reader -> reader.store.ownership().epoch() - 1)
                        .max()
                        .orElse(0);
    }

    /** What has been seen of a group so far. */
    public synchronized GroupStory story(String groupId, List<TraceEvent> events) {
        return new GroupStory(
                groupId,
                List.copyOf(asked.getOrDefault(groupId, List.of())),
                Map.copyOf(ends.getOrDefault(groupId, Map.of())),
                Map.copyOf(effects.getOrDefault(groupId, Map.of())),
                events);
    }

    private void run() {
        try {
            while (!isClosed) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        Reader reader = readerOf(record.partition());
        if (record.topic().equals(topics.tasks().name())) {
            LoggedTask task = logs.task(record);
            if (task.content() instanceof Decoded.Ok<TaskRecord>(TaskRecord ok)) {
                partitionOf.put(ok.groupId(), record.partition());
                take(reader.fold.fold(task.offset(), task.at(), ok));
                asked.computeIfAbsent(ok.groupId(), g -> new ArrayList<>())
                        .add(new Asked(task.offset(), task.at(), ok));
            } else {
                throw new IllegalStateException("a record breaks the contract: " + task);
            }
        } else if (logs.status(record).content()
                instanceof Decoded.Ok<StatusRecord>(StatusRecord status)) {
            take(reader, status);
        }
    }

    private Reader readerOf(int partition) {
        return readers.computeIfAbsent(partition, p -> new Reader());
    }

    private void take(TaskVerdict verdict) {
        if (verdict instanceof TaskVerdict.Added(Entry entry)) {
            live(entry.id(), true);
        }
    }

    private void take(Reader reader, StatusRecord record) {
        String group =
                switch (record) {
                    case GroupChange change -> change.groupId();
                    case Purged purged -> purged.groupId();
                    default -> "";
                };
        RunId before = reader.store.group(group).parkedBy();
        StatusVerdict verdict = reader.fold.fold(record);
        if (verdict instanceof StatusVerdict.Accepted(var fact, Entry _, Entry after)
                && fact.status().isTerminal()) {
            live(after.id(), false);
            ends.computeIfAbsent(after.id().groupId(), g -> new HashMap<>())
                    .put(
                            after.id(),
                            new End(after.state().status(), fact.attempt(), Instant.now()));
        } else if (verdict instanceof StatusVerdict.GroupChanged(String id, var after, var made)) {
            if (made != null) {
                live(made.id(), true);
            }
            RunId letGo = after.parkedBy() == null ? before : null;
            effects.computeIfAbsent(id, g -> new HashMap<>())
                    .put(commandOf(record), new Effect(Instant.now(), letGo));
        }
    }

    private static long commandOf(StatusRecord record) {
        return switch (record) {
            case GroupChange change -> change.command();
            case Purged purged -> purged.command();
            default -> throw new IllegalArgumentException("no command: " + record);
        };
    }

    private void live(RunId run, boolean isLive) {
        Set<RunId> ofGroup = live.computeIfAbsent(run.groupId(), g -> new HashSet<>());
        if (isLive) {
            ofGroup.add(run);
        } else {
            ofGroup.remove(run);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
