package dev.strand.core.simulation;

import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.owner.OwnerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One schedule: everything that happens follows from its seed. */
final class Simulation {
    private static final long PATIENCE_NANOS = 150 * Clock.SECOND;

    private final RandomGenerator random;
    private final Set<Rule> rules;
    private final OwnerSettings settings;
    private final EventQueue events = new EventQueue();
    private final List<TaskRecord> tasks = new ArrayList<>();
    private final List<Instant> taskTimes = new ArrayList<>();
    private final List<StatusRecord> status = new ArrayList<>();
    private final List<SimProcess> processes = new ArrayList<>();
    private final Tally tally = new Tally();
    private final List<String> trace;
    private final boolean isTraced;
    private final Guarantees guarantees;
    private final Workload workload;
    private final Faults faults;
    private final SimNetwork network;
    private final boolean isMixed;
    private final Map<String, Set<String>> types = new HashMap<>();
    private Checkpoint newest;
    private Checkpoint older;
    private int generations;
    private int nonces;
    private boolean isSettling;

    private Simulation(long seed, Set<Rule> rules, boolean isTraced) {
        this.random = new SplittableRandom(seed);
        this.rules = rules;
        this.isTraced = isTraced;
        this.trace = new ArrayList<>();
        this.settings =
                new OwnerSettings(
                        Clock.millis(5_000),
                        Clock.millis(1_000),
                        Clock.millis(30),
                        Clock.millis(10_000),
                        2 + random.nextInt(5),
                        Clock.millis(4_000),
                        rules);
        this.newest = new Checkpoint(new MemoryStore(false), 0);
        this.older = newest;
        this.guarantees = new Guarantees(this);
        this.workload = new Workload(this);
        this.faults = new Faults(this);
        this.network = new SimNetwork(this);
        this.isMixed = random.nextInt(3) == 0;
    }

    /**
     * Runs one schedule by these rules.
     *
     * @return what it met
     * @throws Violation if a promise is broken
     */
    static Tally run(long seed, Set<Rule> rules) {
        Simulation simulation = new Simulation(seed, rules, false);
        try {
            simulation.run();
        } catch (RuntimeException broken) {
            throw replay(seed, rules, broken);
        }
        return simulation.tally;
    }

    /** Runs a schedule that broke a promise again, to tell every step of it. */
    private static Violation replay(long seed, Set<Rule> rules, RuntimeException broken) {
        Simulation again = new Simulation(seed, rules, true);
        try {
            again.run();
        } catch (RuntimeException same) {
            return new Violation(seed, same, again.trace);
        }
        broken.addSuppressed(new IllegalStateException("it was not broken when run again"));
        return new Violation(seed, broken, again.trace);
    }

    private void run() {
        int count = 2 + random.nextInt(2);
        spreadTypes(count);
        for (int i = 0; i < count; i++) {
            double rate = 1 + (random.nextInt(41) - 20) / 1000.0;
            Clock clock = new Clock(random.nextLong() >> 4, rate);
            SimProcess process = new SimProcess(this, "p" + i, clock);
            processes.add(process);
        }
        processes.forEach(SimProcess::start);
        processes.getFirst().stream().assign(false);
        long horizon = (3 + random.nextInt(18)) * Clock.SECOND;
        workload.plan(horizon);
        faults.plan(horizon);
        while (events.step(horizon)) {}
        settle(horizon);
        tally.schedules = 1;
        tally.steps = events.steps();
    }

    /** Every process has all handlers, or, where they are mixed, each type has one somewhere. */
    private void spreadTypes(int count) {
        for (Kind kind : Kind.values()) {
            int sure = random.nextInt(count);
            for (int i = 0; i < count; i++) {
                if (!isMixed || i == sure || random.nextInt(3) == 0) {
                    types.computeIfAbsent("p" + i, p -> new HashSet<>()).add(kind.name());
                }
            }
        }
    }

    /** The types that a process has handlers of. */
    Set<String> typesOf(SimProcess process) {
        return types.getOrDefault(process.name(), Set.of());
    }

    /** Whether processes have different handlers. */
    boolean isMixed() {
        return isMixed;
    }

    SimNetwork network() {
        return network;
    }

    /** Faults have stopped: everything that was promised must come about. */
    private void settle(long from) {
        isSettling = true;
        faults.end();
        long patience = from + PATIENCE_NANOS;
        long checkpoint = from;
        while (true) {
            checkpoint += 500 * Clock.MILLI;
            while (events.step(checkpoint)) {}
            if (isQuiet()) {
                break;
            }
            if (now() > patience) {
                guarantees.fail("not everything has come about: " + guarantees.unfinished());
            }
        }
        guarantees.atRest(processes);
    }

    private boolean isQuiet() {
        for (SimProcess process : processes) {
            if (!process.isIdle()) {
                return false;
            }
        }
        return faults.isOver() && guarantees.unfinished().isEmpty();
    }

    void appendTask(TaskRecord record) {
        int offset = tasks.size();
        tasks.add(record);
        taskTimes.add(Clock.wall(now()));
        trace(() -> "tasks[" + offset + "] " + Describe.task(record));
        guarantees.taskAppended(offset, record);
        processes.forEach(p -> p.stream().planRead(1 + random.nextInt(15)));
    }

    void appendStatus(String from, StatusRecord record) {
        int offset = status.size();
        status.add(record);
        trace(() -> "status[" + offset + "] " + from + " " + Describe.status(record));
        guarantees.statusAppended(offset, record);
        for (SimProcess process : processes) {
            process.stream().planRead(1 + random.nextInt(random.nextInt(30) == 0 ? 1_500 : 8));
        }
    }

    void trace(Supplier<String> line) {
        if (isTraced) {
            trace.add("%9.3f %s".formatted(now() / 1e9, line.get()));
        }
    }

    void at(long worldNanos, Runnable action) {
        events.at(worldNanos, action);
    }

    long now() {
        return events.now();
    }

    RandomGenerator random() {
        return random;
    }

    Set<Rule> rules() {
        return rules;
    }

    OwnerSettings settings() {
        return settings;
    }

    List<TaskRecord> tasks() {
        return tasks;
    }

    Instant taskTime(int offset) {
        return taskTimes.get(offset);
    }

    List<StatusRecord> status() {
        return status;
    }

    List<SimProcess> processes() {
        return processes;
    }

    Tally tally() {
        return tally;
    }

    Guarantees guarantees() {
        return guarantees;
    }

    Workload workload() {
        return workload;
    }

    Faults faults() {
        return faults;
    }

    boolean isSettling() {
        return isSettling;
    }

    String nextNonce() {
        return "n" + ++nonces;
    }

    int nextGeneration() {
        return ++generations;
    }

    boolean isNewest(int generation) {
        return generation == generations;
    }

    Checkpoint checkpoint(boolean fromOlder) {
        return fromOlder ? older : newest;
    }

    void checkpoint(Checkpoint committed) {
        older = newest;
        newest = committed;
    }
}
