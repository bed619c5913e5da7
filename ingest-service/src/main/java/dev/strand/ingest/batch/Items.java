package dev.strand.ingest.batch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch, one after the other, of which no more than one is held in memory. Not for
 * use by several threads.
 */
interface Items {
    /**
     * Looks at the beginning of the body, and waits until there is one. To be asked before the
     * first item.
     *
     * @return why nothing that follows can be an item, in words; null if something may be
     */
    default @Nullable String misfit() throws IOException {
        return null;
    }

    /**
     * The next item; waits until it has come. After {@code Broken} or {@code End} there is nothing
     * more to ask for.
     */
    Item next() throws IOException;
}
