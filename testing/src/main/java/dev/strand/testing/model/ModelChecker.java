package dev.strand.testing.model;

import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import dev.strand.testing.guarantee.Guarantee;
import dev.strand.testing.model.GroupStory.End;
import dev.strand.testing.trace.RunKey;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what really became of the tasks of a group against the {@link ReferenceModel}: the same
 * runs, a terminal state that the model allows, the same order of execution, the number of
 * attempts, no start before its time or in a pause. To be asked once everything has ended.
 */
public final class ModelChecker implements Guarantee {
    /**
     * How long a thread may take from being allowed to enter a handler to telling that it has, on a
     * machine that does much else.
     */
    static final Duration LATENESS = Duration.ofSeconds(2);

    private final GroupStory story;
    private final ReferenceModel model;
    private final int crashes;
    private final List<Started> starts = new ArrayList<>();
    private final Map<RunKey, List<Started>> startsByRun = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    /**
     * Holds a story against the model.
     *
     * @param crashes how often a process ended or lost its lease while handlers of it were running
     */
    public ModelChecker(GroupStory story, int crashes) {
        this.story = story;
        this.model = ReferenceModel.of(story);
        this.crashes = crashes;
        story.events()
                .forEach(event -> {
                    if (event instanceof Started started) {
                        starts.add(started);
                        startsByRun
                                .computeIfAbsent(
                                        started.execution().runKey(), k -> new ArrayList<>())
                                .add(started);
                    }
                });
    }

    @Override
    public String promise() {
        return "group " + story.groupId() + " did what the reference model says";
    }

    /** Of how many runs the model knew the one possible end. */
    public long exactRuns() {
        return model.runs().stream().filter(run -> run.allowed().size() == 1).count();
    }

    /** How often each end was chosen where a command raced with the run. */
    public Map<TaskStatus, Integer> races() {
        Map<TaskStatus, Integer> races = new HashMap<>();
        for (ExpectedRun run : model.runs()) {
            End end = story.ends().get(run.id());
            if (run.isRaced() && run.allowed().size() > 1 && end != null) {
                races.merge(end.status(), 1, Integer::sum);
            }
        }
        return races;
    }

    /** How many runs something held from their first moment until a command ended them. */
    public long neverStarted() {
        return model.runs().stream().filter(ExpectedRun::isNeverStarted).count();
    }

    @Override
    public List<String> violations() {
        found.clear();
        found.addAll(model.impossible());
        Set<RunId> expected = new HashSet<>();
        for (ExpectedRun run : model.runs()) {
            expected.add(run.id());
            checkEnd(run);
            checkAttempts(run);
            checkTimes(run);
        }
        for (RunId run : story.ends().keySet()) {
            if (!expected.contains(run)) {
                found.add("the model knows of no " + run);
            }
        }
        checkOrder();
        checkPurges();
        found.addAll(new PauseRule(story, starts).violations());
        return List.copyOf(found);
    }

    private void checkEnd(ExpectedRun run) {
        End end = story.ends().get(run.id());
        if (end == null) {
            found.add("%s has not ended, expected: %s".formatted(run.id(), run.allowed()));
        } else if (!run.allowed().contains(end.status())) {
            found.add("%s is %s, expected: %s".formatted(run.id(), end.status(), run.allowed()));
        } else if (end.status() == TaskStatus.EXPIRED && isEarly(end, run.expiresAt())) {
            found.add("%s is EXPIRED before %s".formatted(run.id(), run.expiresAt()));
        }
    }

    private static boolean isEarly(End end, @Nullable Instant expiry) {
        return expiry == null || end.seenAt().isBefore(expiry);
    }

    /** Whether it ran at all, and as often as its script says, but for attempts that were lost. */
    private void checkAttempts(ExpectedRun run) {
        End end = story.ends().get(run.id());
        if (end == null) {
            return;
        }
        int made = startsOf(run).size();
        int needed = Script.attempts(run.task(), run.id().run());
        boolean mustNot = run.isNeverStarted() || end.status() == TaskStatus.EXPIRED;
        if (mustNot && made > 0) {
            found.add("%s must not start, and did: %s".formatted(run.id(), startsOf(run)));
        }
        if (end.status() != TaskStatus.COMPLETED && end.status() != TaskStatus.FAILED) {
            return;
        }
        boolean isWhole = end.attempt() == made;
        // What was announced and lost with its owner counts, and is made again by the next one.
        int owners = ownersOf(run);
        // An attempt that was announced, and not entered before its owner was lost, counts as made.
        boolean hasStarted =
                made > 0 || (end.status() == TaskStatus.FAILED && end.attempt() <= crashes);
        boolean isNear =
                hasStarted
                        && Math.abs(made - needed) <= crashes
                        && Math.abs(made - end.attempt()) <= crashes;
        int extra = made - needed;
        boolean isSpared = extra >= 0 && extra <= crashes && extra < Math.max(owners, 1);
        if (isWhole ? !isSpared : !isNear) {
            found.add(
                    "%s was started %d times and ended in attempt %d, expected: %d"
                            .formatted(run.id(), made, end.attempt(), needed));
        }
    }

    private void checkTimes(ExpectedRun run) {
        Instant due = run.notBefore();
        Instant expiry = run.expiresAt();
        List<Started> runs = startsOf(run);
        if (runs.isEmpty()) {
            return;
        }
        Instant first = runs.getFirst().at();
        if (due != null && first.isBefore(due)) {
            found.add("%s started at %s, before it was due at %s".formatted(run.id(), first, due));
        }
        if (expiry != null && first.isAfter(expiry.plus(LATENESS))) {
            found.add("%s started at %s, expired at %s".formatted(run.id(), first, expiry));
        }
        if (due != null) {
            startsByRun.values().stream()
                    .map(List::getFirst)
                    .filter(s -> s.execution().sequence() > run.id().sequence())
                    .filter(s -> s.at().isAfter(due.plus(LATENESS)) && s.at().isBefore(first))
                    .forEach(s ->
                            found.add(
                                    "%s although %s before it was due at %s"
                                            .formatted(s, run.id(), due)));
        }
    }

    /** The runs that were started, each once, in their order; scheduled ones have none. */
    private void checkOrder() {
        Set<RunKey> unordered = new HashSet<>();
        List<RunKey> expected = new ArrayList<>();
        for (ExpectedRun run : model.runs()) {
            if (run.isScheduled()) {
                unordered.add(keyOf(run));
            } else if (!startsOf(run).isEmpty()) {
                expected.add(keyOf(run));
            }
        }
        List<RunKey> order = new ArrayList<>();
        RunKey last = null;
        for (Started started : starts) {
            RunKey key = started.execution().runKey();
            if (!key.equals(last) && !unordered.contains(key)) {
                order.add(key);
            }
            last = key;
        }
        int same = 0;
        while (same < Math.min(order.size(), expected.size())
                && order.get(same).equals(expected.get(same))) {
            same++;
        }
        if (same < Math.max(order.size(), expected.size())) {
            found.add(
                    "run number %d in order was %s, expected: %s"
                            .formatted(same, at(order, same), at(expected, same)));
        }
    }

    private static @Nullable RunKey at(List<RunKey> keys, int index) {
        return index < keys.size() ? keys.get(index) : null;
    }

    /**
     * Once a purge has ended one run that had not started, nothing starts any more that stands
     * behind that run and was asked for before the purge. Where several purges may have ended it,
     * that holds for the first of them all the more.
     */
    private void checkPurges() {
        long purge = -1;
        ExpectedRun purged = null;
        for (ExpectedRun run : model.runs()) {
            boolean hasStarted = !startsOf(run).isEmpty();
            if (purged != null && hasStarted && run.id().origin() < purge && !run.isScheduled()) {
                found.add(
                        "%s started although the purge at offset %d had ended %s before it"
                                .formatted(run.id(), purge, purged.id()));
            }
            End end = story.ends().get(run.id());
            boolean isByPurge = run.purgedBy > purge && !run.isCancelled && !run.isScheduled();
            if (isByPurge && !hasStarted && end != null && end.status() == TaskStatus.CANCELLED) {
                purge = run.purgedBy;
                purged = run;
            }
        }
    }

    /** In how many ownerships it was started. */
    private int ownersOf(ExpectedRun run) {
        return (int)
                startsOf(run).stream()
                        .map(started -> started.execution().fencingToken().epoch())
                        .distinct()
                        .count();
    }

    private List<Started> startsOf(ExpectedRun run) {
        return startsByRun.getOrDefault(keyOf(run), List.of());
    }

    private static RunKey keyOf(ExpectedRun run) {
        return new RunKey(run.id().groupId(), run.id().taskId(), run.id().run());
    }
}
