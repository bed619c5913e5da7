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
    private static final long REFUSED_PAUSE_NANOS = 5_000_000_000L;
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
        Throwable reason = failure == null ? null : PeerCalls.reason(failure);
        synchronized (this) {
            underWay--;
            pauseUntilNanos = System.nanoTime() + pauseNanos(reason);
            if (isReachable != (reason == null)) {
                isReachable = reason == null;
                tell(reason);
            }
        }
        if (reply == null) {
            guests.failed(address, report.number());
        } else {
            guests.replied(address, report.number(), reply);
            move();
        }
    }

    private static long pauseNanos(@Nullable Throwable reason) {
        if (reason == null) {
            return SHORT_PAUSE_NANOS;
        }
        boolean isFinal = reason instanceof PeerRefusal refusal && refusal.isFinal();
        return isFinal ? REFUSED_PAUSE_NANOS : LONG_PAUSE_NANOS;
    }

    private void tell(@Nullable Throwable reason) {
        if (reason == null) {
            LOG.atInfo().addKeyValue("address", address).log("another processor answers");
        } else {
            LOG.atInfo()
                    .addKeyValue("address", address)
                    .addKeyValue("problem", reason.toString())
                    .log(
                            reason instanceof PeerRefusal
                                    ? "another processor refuses what this one says"
                                    : "another processor does not answer");
        }
    }

    synchronized void close() {
        isClosed = true;
    }
}
