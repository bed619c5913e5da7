package dev.strand.ingest.batch;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of {@code application/x-ndjson}: one per line; empty lines are none. A bad line harms
 * no other.
 */
final class LineItems implements Items {
    private final ByteSource source;
    private final ItemBytes bytes;

    LineItems(InputStream stream, int maxItemBytes) {
        this.source = new ByteSource(stream);
        this.bytes = new ItemBytes(maxItemBytes);
    }

    @Override
    public @Nullable String misfit() throws IOException {
        return source.peekAfterSpace() == '['
                ? "the body is a JSON array; send it as application/json, or send one submission a"
                        + " line"
                : null;
    }

    @Override
    public Item next() throws IOException {
        if (source.peekAfterSpace() == ByteSource.END) {
            return new Item.End();
        }
        int next = source.read();
        while (next != '\n' && next != ByteSource.END) {
            bytes.add(next);
            next = source.read();
        }
        return bytes.take();
    }
}
