package dev.strand.processor.execution;

import dev.strand.core.owner.Inside;
import java.util.List;
import java.util.function.Consumer;

/** The other processors of the application, as far as they can be asked. Thread-safe. */
public interface Peers {
    /** There are none, or they must not be asked. */
    Peers NONE =
            new Peers() {
                @Override
                public void say(String owner) {}

                @Override
                public void askInside(int partition, long epoch, Consumer<List<Inside>> answer) {
                    answer.accept(List.of());
                }
            };

    /** There is something to report to this one. Does not block. */
    void say(String owner);

    /**
     * Asks all others what they still run for owners of a partition before this epoch. The answer
     * comes once, on whatever thread, when all have answered or those that have not are out of
     * reach.
     */
    void askInside(int partition, long epoch, Consumer<List<Inside>> answer);
}
