package dev.strand.status.live;

import org.jspecify.annotations.Nullable;

/**
 * What streams are handed at one moment. Not for use by several threads.
 *
 * @param local for those of other instances
 * @param everywhere for those of clients
 * @param due groups and figures
 * @param nowMillis now, since 1970
 */
record Share(Part local, Part everywhere, Summaries.Due due, long nowMillis) {
    /**
     * What streams of one kind get.
     *
     * @param batch updates
     * @param position how far everything has been told with it
     * @param lost why updates are missing, or null
     */
    record Part(Batch batch, String position, @Nullable String lost) {}

    /**
     * Offers it to a stream, which then sends what its client can take.
     *
     * @throws RuntimeException whatever its client throws that cannot be written to
     */
    void giveTo(EventStream stream) {
        Part part = stream.isLocal() ? local : everywhere;
        stream.offer(part.batch(), part.position());
        if (part.lost() != null) {
            stream.reset(part.lost());
        }
        due.offerTo(stream);
        stream.tick(nowMillis);
    }

    /** Everybody has it. */
    void given() {
        local.batch().offered();
        everywhere.batch().offered();
    }
}
