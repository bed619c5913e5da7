package dev.strand.processor.delegation;

import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.processor.execution.GuestAttempts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to one other processor, again and again: one report is always under way, whose answer may
 * be held there until there is news, and a second one when there is something to say meanwhile.
 * Thread-safe.
 */
final class PeerLine {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLine.class);
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final long SHORT_PAUSE_NANOS = 20_000_000L;
    private static final long LONG_PAUSE_NANOS = 500_000_000L;
    private static final int AT_ONCE = 2;

    private final String address;
    private final PeerCalls calls;
    private final GuestAttempts guests;
    private final Duration busy;
    private int underWay;
    private long pauseUntilNanos = System.nanoTime();
    private boolean isReachable = true;
    private boolean isClosed;

    /**
     * A line that says nothing yet.
     *
     * @param busy how long an answer may be held while something runs for the other one
     */
    PeerLine(String address, PeerCalls calls, GuestAttempts guests, Duration busy) {
        this.address = address;
        this.calls = calls;
        this.guests = guests;
        this.busy = busy;
    }

    /** Reports if there is something to say, or nothing is under way. */
    void move() {
        boolean isUrgent = guests.hasSomethingToSay(address);
        synchronized (this) {
            boolean isFree = isUrgent ? underWay < AT_ONCE : underWay == 0;
            boolean isPausing =
                    System.nanoTime() - pauseUntilNanos < 0 && (!isUrgent || !isReachable);
            if (isClosed || !isFree || isPausing) {
                return;
            }
            underWay++;
        }
        send();
    }

    private void send() {
        Report report = guests.report(address);
        Duration hold = report.isUrgent() ? Duration.ZERO : guests.isBusy(address) ? busy : IDLE;
        try {
            var _ =
                    calls.report(address, report, hold)
                            .whenComplete((reply, failure) -> ended(report, reply, failure));
        } catch (RuntimeException unsendable) {
            ended(report, null, unsendable);
        }
    }

    private void ended(Report report, @Nullable Reply reply, @Nullable Throwable failure) {
        synchronized (this) {
            underWay--;
            boolean wasReachable = isReachable;
            isReachable = reply != null;
            pauseUntilNanos =
                    System.nanoTime() + (isReachable ? SHORT_PAUSE_NANOS : LONG_PAUSE_NANOS);
            if (isReachable != wasReachable) {
                LOG.atInfo()
                        .addKeyValue("address", address)
                        .addKeyValue("problem", failure == null ? null : failure.toString())
                        .log(
                                isReachable
                                        ? "another processor answers"
                                        : "another processor does not answer");
            }
        }
        if (reply == null) {
            guests.failed(address, report.number());
        } else {
            guests.replied(address, report.number(), reply);
            move();
        }
    }

    synchronized void close() {
        isClosed = true;
    }
}
