package dev.strand.ingest.batch;

import java.util.Arrays;

/** Gathers the bytes of one item up to a limit and counts those beyond. */
final class ItemBytes {
    private static final int START_BYTES = 512;

    private final int maxBytes;
    private byte[] bytes = new byte[START_BYTES];
    private long count;

    ItemBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(int value) {
        if (count < maxBytes) {
            int at = (int) count;
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(maxBytes, 2 * at));
            }
            bytes[at] = (byte) value;
        }
        count++;
    }

    long count() {
        return count;
    }

    /** What was gathered, as an item; then begins anew. */
    Item take() {
        long taken = count;
        count = 0;
        if (taken > maxBytes) {
            bytes = new byte[START_BYTES];
            return new Item.TooLarge(taken);
        }
        return new Item.Text(Arrays.copyOf(bytes, (int) taken));
    }
}
