package dev.strand.core.owner;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.Records;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.permit.AttemptGate;
import dev.strand.core.permit.Limits;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.TypeLimits;
import dev.strand.core.why.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process with one partition, its two logs, and a clock that stands still unless told. */
final class Bench {
    static final Worker WORKER = new Worker("worker", "worker.example.org:8082");
    static final AttemptResult VALUE = new AttemptResult.Succeeded(RawJson.NULL);
    static final AttemptResult FAILURE =
            new AttemptResult.Failed(new TaskError("Boom", "broken", null), false, null);

    final MemoryStore store = new MemoryStore(false);
    final List<StatusRecord> status = new ArrayList<>();
    final Deque<Outgoing> outbox = new ArrayDeque<>();
    final List<Attempt> runs = new ArrayList<>();
    final List<Attempt> interrupted = new ArrayList<>();
    final PermitPool permits;
    final PartitionOwner owner;
    int tasksEndAsked;
    boolean hasHandler = true;

    /** Each look at a lane that waits for a permit asks whether there is a handler. */
    int handlersAskedFor;

    /** What the others answer; null while they do not. */
    @Nullable Answers insideElsewhere = new Answers(Map.of(), Set.of());

    long question;
    private final List<StatusRecord> unfolded = new ArrayList<>();
    private final Fold fold = new Fold(store);
    private long nanos = -5_000_000_000L;
    private Instant wall = Records.NOW;
    private int nonces;

    Bench() {
        this(4, 100);
    }

    Bench(int windowTasks, int permitLimit) {
        this(windowTasks, new PermitPool(permitLimit, Map.of(), Duration.ofSeconds(1)));
    }

    Bench(int windowTasks, PermitPool pool) {
        this(windowTasks, pool, Duration.ZERO);
    }

    private Bench(int windowTasks, PermitPool pool, Duration historyRetention) {
        permits = pool;
        OwnerSettings settings =
                new OwnerSettings(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(30),
                        Duration.ofSeconds(10),
                        windowTasks,
                        historyRetention,
                        Rule.ALL);
        owner =
                new PartitionOwner(
                        0, WORKER, settings, permits, type -> hasHandler(), () -> "own" + ++nonces);
    }

    private boolean hasHandler() {
        handlersAskedFor++;
        return hasHandler;
    }

    /** A process that owns its partition. */
    static Bench acting() {
        Bench bench = new Bench();
        bench.assign();
        bench.deliver();
        return bench;
    }

    /** A process that owns its partition, where history is kept for so long. */
    static Bench keeping(Duration historyRetention) {
        PermitPool pool = new PermitPool(100, Map.of(), Duration.ofSeconds(1));
        Bench bench = new Bench(4, pool, historyRetention);
        bench.assign();
        bench.deliver();
        return bench;
    }

    /** A process that owns its partition, with these limits of type {@code demo}. */
    static Bench acting(TypeLimits limits, AttemptGate gate) {
        Limits all = new Limits(100, Map.of("demo", limits), Duration.ofSeconds(1));
        Bench bench = new Bench(4, new PermitPool(all, gate));
        bench.assign();
        bench.deliver();
        return bench;
    }

    /** Why a task of group g is not running; null for the group itself. */
    List<Reason> why(@Nullable String taskId) {
        return owner.insight().explain("g", taskId, now());
    }

    Moment now() {
        return new Moment(nanos, wall);
    }

    Instant wall() {
        return wall;
    }

    /** Assigns the partition; what the fold has not seen of its log is read now. */
    void assign() {
        effects(owner.assigned(store, store, now()));
        List<StatusRecord> missed = List.copyOf(unfolded);
        unfolded.clear();
        missed.forEach(this::read);
    }

    void unassign() {
        effects(owner.unassigned(now()));
    }

    /** Lets time pass in which nothing is noticed. */
    void freeze(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    /** Lets time pass. */
    void pass(Duration time) {
        freeze(time);
        effects(owner.tick(now()));
    }

    /** Lets time pass with a log that answers. */
    void live(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis += 500) {
            pass(Duration.ofMillis(Math.min(500, time.toMillis() - millis)));
            deliver();
        }
    }

    long submit(Task task) {
        return ask(new Submission(task));
    }

    long submit(String groupId, String taskId) {
        return submit(Records.task(groupId, taskId));
    }

    long ask(TaskRecord record) {
        long offset = store.tasksPosition();
        effects(owner.taskRead(fold.fold(offset, wall, record), now()));
        return offset;
    }

    /** Appends, reads back and acknowledges all that is sent, until nothing is. */
    void deliver() {
        while (!outbox.isEmpty()) {
            Outgoing next = outbox.removeFirst();
            append(next.record());
            acknowledge(next);
        }
    }

    /** A record that the restored store has folded already. */
    void given(StatusRecord record) {
        fold.fold(record);
    }

    /** A record is in the log, and read. */
    void append(StatusRecord record) {
        status.add(record);
        if (owner.isAssigned()) {
            read(record);
        } else {
            unfolded.add(record);
            effects(owner.orphanStatusRead(record, now()));
        }
    }

    private void read(StatusRecord record) {
        effects(owner.statusRead(record, fold.fold(record), now()));
    }

    void acknowledge(Outgoing outgoing) {
        effects(owner.acknowledged(outgoing, now()));
    }

    boolean enter(Attempt attempt) {
        PartitionOwner.Entering entering = owner.mayEnter(attempt, now());
        effects(entering.effects());
        return entering.isAllowed();
    }

    /** Takes the only attempt that was started since the last time. */
    Attempt started() {
        if (runs.size() != 1) {
            throw new AssertionError("expected one attempt, got " + ids());
        }
        return runs.removeFirst();
    }

    /** Enters the only attempt that was started. */
    Attempt entered() {
        Attempt attempt = started();
        if (!enter(attempt)) {
            throw new AssertionError("may not enter " + attempt.run());
        }
        return attempt;
    }

    void returns(Attempt attempt, AttemptResult result) {
        effects(owner.returned(attempt, result, 0.5, now()));
    }

    void complete(Attempt attempt) {
        returns(attempt, VALUE);
        deliver();
    }

    List<String> ids() {
        return runs.stream().map(a -> a.run().taskId()).toList();
    }

    /** Facts in the log of this task. */
    List<FactStatus> facts(String taskId) {
        return status.stream()
                .filter(r -> r instanceof Fact f && f.run().taskId().equals(taskId))
                .map(r -> ((Fact) r).status())
                .toList();
    }

    <T extends StatusRecord> List<T> records(Class<T> kind) {
        return status.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void effects(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Append a -> outbox.add(a.outgoing());
                case Effect.Run r -> runs.add(r.attempt());
                case Effect.Interrupt i -> interrupted.add(i.attempt());
                case Effect.Grant g -> effects(owner.granted(g.waiter(), now()));
                case Effect.AskTasksEnd e -> tasksEndAsked++;
                case Effect.AskInside e -> {
                    question = e.question();
                    othersAnswer();
                }
            }
        }
    }

    /** The others answer the last question. */
    void othersAnswer() {
        if (insideElsewhere != null) {
            effects(owner.others().insideElsewhere(question, insideElsewhere, now()));
        }
    }
}
