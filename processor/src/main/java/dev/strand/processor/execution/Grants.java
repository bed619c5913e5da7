package dev.strand.processor.execution;

import dev.strand.core.permit.Waiter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Hands permits to groups. A group that cannot use its permit gives it back, which grants it to the
 * next one: where a hundred thousand wait in a partition that has just lost its lease, they are
 * gone through one after the other, and not each inside of the one before. Thread-safe.
 */
final class Grants {
    /** What is to be handed over after what this thread is handing over now; absent else. */
    private static final ThreadLocal<Deque<Runnable>> BEHIND = new ThreadLocal<>();

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
            outer.add(() -> hand.accept(waiter));
            return;
        }
        Deque<Runnable> queue = new ArrayDeque<>();
        BEHIND.set(queue);
        try {
            hand.accept(waiter);
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                next.run();
            }
        } finally {
            BEHIND.remove();
        }
    }
}
