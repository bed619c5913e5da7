package dev.strand.processor.delegation;

import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.delegation.Report.Sender;
import dev.strand.processor.execution.Delegation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers reports of other processors: at once where something must be said, else as soon as there
 * is news, or a later report of the same sender comes, or the time is over that the sender is ready
 * to wait. Thread-safe.
 */
final class HeldReports {
    private record Held(Report report, long untilNanos, CompletableFuture<Reply> answer) {}

    private final Delegation delegation;
    private final Map<Sender, Held> held = new ConcurrentHashMap<>();

    /** None yet. */
    HeldReports(Delegation delegation) {
        this.delegation = delegation;
    }

    /** Takes a report; the future completes with its answer, within {@code holdNanos} or so. */
    CompletableFuture<Reply> hear(Report report, long holdNanos) {
        Reply reply = delegation.hear(report);
        Held earlier = held.remove(report.sender());
        if (earlier != null) {
            answer(earlier);
        }
        if (holdNanos <= 0 || report.isUrgent() || reply.isNews(report)) {
            return CompletableFuture.completedFuture(reply);
        }
        Held waiting = new Held(report, System.nanoTime() + holdNanos, new CompletableFuture<>());
        Held other = held.put(report.sender(), waiting);
        if (other != null) {
            answer(other);
        }
        return waiting.answer();
    }

    /** Answers what is due. */
    void tick(long nowNanos) {
        for (Held each : List.copyOf(held.values())) {
            boolean isDue = nowNanos - each.untilNanos() >= 0 || delegation.isNews(each.report());
            if (isDue && held.remove(each.report().sender(), each)) {
                answer(each);
            }
        }
    }

    private void answer(Held each) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        each.answer().complete(delegation.again(each.report()));
                    } catch (RuntimeException bug) {
                        each.answer().completeExceptionally(bug);
                    }
                });
    }
}
