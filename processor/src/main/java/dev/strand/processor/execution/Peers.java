package dev.strand.processor.execution;

import dev.strand.core.owner.Answers;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The other processors of the application, as far as they can be asked. Thread-safe. */
public interface Peers {
    /** There are none, or they must not be asked. */
    Peers NONE =
            new Peers() {
                @Override
                public void say(String owner) {}

                @Override
                public void askInside(int partition, long epoch, Consumer<Answers> answer) {
                    answer.accept(new Answers(Map.of(), Set.of()));
                }
            };

    /** There is something to report to this one. Does not block. */
    void say(String owner);

    /**
     * Asks all others what they still run for owners of a partition before this epoch. Does not
     * block. The answer comes once, on whatever thread, when all have answered or those that have
     * not are out of reach.
     */
    void askInside(int partition, long epoch, Consumer<Answers> answer);
}
