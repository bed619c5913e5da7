package dev.strand.processor.execution;

import dev.strand.core.permit.Waiter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands permits to groups. A group that cannot use its permit gives it back, which grants it to the
 * next one: where a hundred thousand wait in a partition that has just lost its lease, they are
 * gone through one after the other, and not each inside of the one before. Thread-safe.
 */
final class Grants {
    /** What is to be handed over after what this thread is handing over now; absent else. */
    private static final ThreadLocal<Deque<Runnable>> BEHIND = new ThreadLocal<>();

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

    private final Consumer<Waiter> hand;

    /**
     * Grants nothing yet.
     *
     * @param hand tells a group of its permit; may grant further ones
     */
    Grants(Consumer<Waiter> hand) {
        this.hand = hand;
    }

    /** Hands over a permit, and those that this leads to, before it returns or, inside, later. */
    void grant(Waiter waiter) {
        Deque<Runnable> outer = BEHIND.get();
        if (outer != null) {
            outer.add(() -> hand(waiter));
            return;
        }
        Deque<Runnable> queue = new ArrayDeque<>();
        BEHIND.set(queue);
        try {
            hand(waiter);
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                next.run();
            }
        } finally {
            BEHIND.remove();
        }
    }

    /** What goes wrong with one group must not take their permits from those behind it. */
    private void hand(Waiter waiter) {
        try {
            hand.accept(waiter);
        } catch (RuntimeException | Error bug) {
            LOG.atError()
                    .addKeyValue("groupId", waiter.groupId())
                    .setCause(bug)
                    .log("a permit could not be handed over");
        }
    }
}
