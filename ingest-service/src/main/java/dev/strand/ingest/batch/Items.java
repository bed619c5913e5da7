package dev.strand.ingest.batch;

import java.io.IOException;

/**
 * The items of a batch, one after the other, of which no more than one is held in memory. Not for
 * use by several threads.
 */
interface Items {
    /**
     * The next item; waits until it has come. After {@code Broken} or {@code End} there is nothing
     * more to ask for.
     */
    Item next() throws IOException;
}
