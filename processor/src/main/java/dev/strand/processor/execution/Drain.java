package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of all execution in a process: what runs may end, and then is interrupted. */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration ABANDON_TIMEOUT = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = 10_000_000;
    private static final int NAMED_AT_MOST = 20;

    private final PartitionHosts hosts;

    /** Of these partitions. */
    public Drain(PartitionHosts hosts) {
        this.hosts = hosts;
    }

    /** Starts nothing more, waits for what runs, interrupts the rest and says what it was. */
    public void run(Duration timeout) {
        hosts.drain();
        awaitNothingRunning(timeout);
        name(
                hosts.attemptsInside(),
                "a handler still runs after the drain timeout: it is interrupted, its task runs"
                        + " again elsewhere");
        hosts.abandon();
        awaitNothingRunning(ABANDON_TIMEOUT);
        name(
                hosts.attemptsInside(),
                "a handler is stuck: it goes on although it was interrupted, until the process"
                        + " ends");
    }

    private static void name(List<Attempt> attempts, String message) {
        for (Attempt attempt : attempts.stream().limit(NAMED_AT_MOST).toList()) {
            LOG.atWarn()
                    .addKeyValue("running", attempts.size())
                    .addKeyValue("taskId", attempt.run().taskId())
                    .addKeyValue("groupId", attempt.run().groupId())
                    .addKeyValue("type", attempt.task().type())
                    .addKeyValue("attempt", attempt.number())
                    .log(message);
        }
    }

    /** What others wait to hear of counts, too. */
    private boolean isAnythingRunning() {
        return hosts.running() > 0 || hosts.delegation().guests().isAnythingLeft();
    }

    private void awaitNothingRunning(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isAnythingRunning() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
