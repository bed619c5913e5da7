package dev.strand.core.simulation;

import dev.strand.core.delegation.Errands;
import dev.strand.core.delegation.Partitions;
import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Answers;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Inside;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.PartitionOwner.Entering;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one process has others run. */
final class SimErrands implements Partitions {
    private static final long UNREACHABLE_NANOS = 500 * Clock.MILLI;

    private final Simulation world;
    private final SimProcess process;
    private final PartitionOwner owner;
    private final Errands errands;

    /** By question, who has not answered it yet. */
    private final Map<Long, Set<String>> silences = new HashMap<>();

    SimErrands(Simulation world, SimProcess process, PartitionOwner owner, PermitPool permits) {
        this.world = world;
        this.process = process;
        this.owner = owner;
        this.errands =
                new Errands(
                        world.nextNonce(),
                        permits.elsewhere(),
                        this,
                        world.settings().graceNanos());
    }

    Reply hear(Report report) {
        return errands.hear(report, nanos());
    }

    void ready(Attempt attempt) {
        errands.ready(0, attempt, nanos());
    }

    void interrupt(Attempt attempt) {
        errands.interrupt(attempt);
    }

    void tick() {
        errands.tick(nanos());
    }

    private long nanos() {
        return process.moment().nanos();
    }

    /** Asks the others what they still run for owners that are gone; waits for a while. */
    void askInside(long question) {
        long epoch = owner.others().epoch();
        Map<String, List<Inside>> said = new HashMap<>();
        Set<String> silent = new HashSet<>();
        said.put(process.name(), process.guests().inside(epoch));
        for (SimProcess other : world.processes()) {
            if (other != process && isKnown(other)) {
                silent.add(other.name());
                world.network().ask(process, other, () -> answer(question, epoch, other, said));
            }
        }
        silences.put(question, silent);
        process.after(UNREACHABLE_NANOS, () -> told(question, said));
        toldIfComplete(question, said);
    }

    /** A process that has just died may be taken for alive, never one that is for dead. */
    private boolean isKnown(SimProcess other) {
        return other.isUp() || world.random().nextBoolean();
    }

    /** At the other one. */
    private void answer(
            long question, long epoch, SimProcess other, Map<String, List<Inside>> said) {
        List<Inside> inside = new ArrayList<>(other.guests().inside(epoch));
        inside.addAll(other.errands().insideHere(epoch));
        world.network()
                .ask(
                        other,
                        process,
                        () -> {
                            Set<String> silent = silences.get(question);
                            if (silent != null && silent.remove(other.name())) {
                                said.put(other.name(), inside);
                                toldIfComplete(question, said);
                            }
                        });
    }

    /** What runs here for own epochs before this one. */
    private List<Inside> insideHere(long epoch) {
        return world.rules().contains(Rule.ASK_GUESTS)
                ? owner.others().insideHere(epoch, process.moment())
                : List.of();
    }

    private void toldIfComplete(long question, Map<String, List<Inside>> said) {
        Set<String> silent = silences.get(question);
        if (silent != null && silent.isEmpty()) {
            told(question, said);
        }
    }

    /** Once: when all have answered, or some are silent. */
    private void told(long question, Map<String, List<Inside>> said) {
        Set<String> silent = silences.remove(question);
        if (silent == null || process.errands() != this) {
            return;
        }
        Answers answers = new Answers(said, silent);
        world.tally().strangers += said.values().stream().mapToInt(List::size).sum();
        world.tally().silent += silent.size();
        world.trace(() -> process.name() + " is told of strangers " + answers);
        process.runner()
                .effects(owner.others().insideElsewhere(question, answers, process.moment()));
    }

    @Override
    public void granted(Waiter waiter) {
        process.runner().effects(owner.granted(waiter, process.moment()));
    }

    @Override
    public boolean mayEnter(int partition, Attempt attempt, String worker) {
        Entering answer = owner.others().mayEnter(attempt, worker, process.moment());
        if (answer.isAllowed()) {
            world.guarantees().given(process, attempt);
        }
        process.runner().effects(answer.effects());
        return answer.isAllowed();
    }

    @Override
    public long protectedForNanos(int partition, Attempt attempt) {
        return owner.others().protectedForNanos(attempt, process.moment());
    }

    @Override
    public void returned(int partition, Attempt attempt, AttemptResult result) {
        world.trace(() ->
                process.name()
                        + " takes back "
                        + attempt.run().taskId()
                        + " "
                        + attempt.token()
                        + " "
                        + result);
        double random = world.random().nextDouble();
        process.runner().effects(owner.returned(attempt, result, random, process.moment()));
    }

    @Override
    public void lost(int partition, Attempt attempt, AttemptResult result) {
        world.tally().processorsLost++;
        world.trace(() -> process.name() + " has lost " + attempt.run().taskId());
        double random = world.random().nextDouble();
        process.runner().effects(owner.others().lost(attempt, result, random, process.moment()));
    }

    @Override
    public void notEntered(int partition, Attempt attempt, boolean isRefused) {
        world.tally().notEntered++;
        process.runner().effects(owner.others().notEntered(attempt, isRefused, process.moment()));
    }

    @Override
    public void progressed(int partition, Attempt attempt, Progress progress) {
        process.runner().effects(owner.progressed(attempt, progress, process.moment()));
    }

    boolean isIdle() {
        return errands.given() == 0;
    }
}
