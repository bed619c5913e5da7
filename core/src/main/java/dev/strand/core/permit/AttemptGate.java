package dev.strand.core.permit;

/**
 * Whether attempts at tasks of a type make sense now, whatever permits are free: a circuit breaker.
 * Asked under the lock of the pool, and must not block. Thread-safe.
 */
public interface AttemptGate {
    /** The answer of {@link #enter} that lets an attempt through. */
    long ENTERED = 0;

    /** Ask again once an attempt of the type has ended. */
    long UNTIL_ONE_ENDS = Long.MAX_VALUE;

    /** Lets everything through. */
    AttemptGate ALWAYS =
            new AttemptGate() {
                @Override
                public long enter(String type) {
                    return ENTERED;
                }

                @Override
                public void giveBack(String type) {}
            };

    /**
     * Takes the right to make one attempt.
     *
     * @return {@link #ENTERED}, {@link #UNTIL_ONE_ENDS}, or how many nanoseconds from now to ask
     *     again
     */
    long enter(String type);

    /** The attempt that was let through is not made. */
    void giveBack(String type);
}
