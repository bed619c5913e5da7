package dev.strand.processor.execution;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Effect;
import dev.strand.core.owner.Inside;
import dev.strand.core.owner.Moment;
import dev.strand.core.owner.Others;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.PartitionOwner.Entering;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one partition: those that run here, each on a thread of its own, and those that
 * another process runs, which are handed to {@link Delegation}. Thread-safe.
 */
final class HostAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(HostAttempts.class);

    private final int partition;
    private final Object lock;
    private final PartitionOwner owner;
    private final ExecutionServices services;
    private final Consumer<List<Effect>> perform;

    HostAttempts(
            int partition,
            Object lock,
            PartitionOwner owner,
            ExecutionServices services,
            Consumer<List<Effect>> perform) {
        this.partition = partition;
        this.lock = lock;
        this.owner = owner;
        this.services = services;
        this.perform = perform;
    }

    private <T> T locked(Function<Moment, T> question) {
        synchronized (lock) {
            return question.apply(new Moment(System.nanoTime(), Instant.now()));
        }
    }

    private void step(Function<Moment, List<Effect>> step) {
        perform.accept(locked(step));
    }

    /** It may be made. */
    void run(Attempt attempt) {
        if (attempt.isElsewhere()) {
            services.delegation().ready(partition, attempt);
        } else {
            services.threads().begin(attempt);
            services.execute(() -> attempt(attempt));
        }
    }

    void interrupt(Attempt attempt) {
        if (attempt.isElsewhere()) {
            services.delegation().interrupt(attempt);
        } else {
            services.threads().interrupt(attempt);
        }
    }

    private void attempt(Attempt attempt) {
        Entering entering = locked(now -> owner.mayEnter(attempt, now));
        perform.accept(entering.effects());
        HandlerThread thread = services.threads().find(attempt);
        if (!entering.isAllowed() || thread == null) {
            services.threads().end(attempt);
            return;
        }
        AttemptResult result =
                AttemptCall.run(attempt, thread, services, p -> progressed(attempt, p));
        services.threads().end(attempt);
        returned(attempt, result);
        LOG.atDebug()
                .addKeyValue("taskId", attempt.run().taskId())
                .addKeyValue("groupId", attempt.run().groupId())
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("partition", partition)
                .log("an attempt has returned");
    }

    /** Its handler has returned, here or elsewhere. */
    void returned(Attempt attempt, AttemptResult result) {
        double random = ThreadLocalRandom.current().nextDouble();
        step(now -> owner.returned(attempt, result, random, now));
    }

    /** Its handler, here or elsewhere, tells how far it is. */
    void progressed(Attempt attempt, Progress progress) {
        step(now -> owner.progressed(attempt, progress, now));
    }

    /** Whether another process may be told to enter the handler now. */
    boolean mayEnterElsewhere(Attempt attempt, String worker) {
        Entering answer = locked(now -> owner.others().mayEnter(attempt, worker, now));
        perform.accept(answer.effects());
        return answer.isAllowed();
    }

    /** Tells of attempts that others run, and does what follows. */
    void tell(BiFunction<Others, Moment, List<Effect>> told) {
        step(now -> told.apply(owner.others(), now));
    }

    long protectedForNanos(Attempt attempt) {
        return locked(now -> owner.others().protectedForNanos(attempt, now));
    }

    /** What runs here for own epochs before this one. */
    List<Inside> inside(long epoch) {
        return locked(now -> owner.others().insideHere(epoch, now));
    }

    /** Asks all processes what they still run for owners that are gone. */
    void askInside(long question) {
        long epoch = locked(now -> owner.others().epoch());
        services.delegation()
                .askInside(
                        partition,
                        epoch,
                        answers -> tell((o, now) -> o.insideElsewhere(question, answers, now)));
    }
}
