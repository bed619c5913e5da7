package dev.strand.handler.registry;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps so many bytes and only counts the rest, so that nothing oversized fills the memory. */
final class BoundedBytes extends OutputStream {
    private static final int FIRST_BYTES = 256;

    private final int maxBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(FIRST_BYTES);
    private long written;

    BoundedBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int octet) {
        if (written < maxBytes) {
            kept.write(octet);
        }
        written++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        long room = maxBytes - written;
        if (room > 0) {
            kept.write(octets, offset, (int) Math.min(length, room));
        }
        written += length;
    }

    /** Bytes written, kept or not. */
    long written() {
        return written;
    }

    boolean isTooLarge() {
        return written > maxBytes;
    }

    byte[] toByteArray() {
        return kept.toByteArray();
    }
}
