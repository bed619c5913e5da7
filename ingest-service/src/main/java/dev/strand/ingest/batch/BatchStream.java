package dev.strand.ingest.batch;

import org.reactivestreams.Publisher;

/**
 * The body of a response to a batch: bytes as they are. A plain publisher would be framed once more
 * by the framework.
 *
 * @param chunks asked for as fast as the client reads
 */
record BatchStream(Publisher<byte[]> chunks) {}
