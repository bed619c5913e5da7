package dev.strand.handlers.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An answer, read up to a limit.
 *
 * @param bytes at most as many as the limit
 * @param isComplete whether that was all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BoundedBody(byte[] bytes, boolean isComplete) {

    static BoundedBody read(InputStream in, int limitBytes) throws IOException {
        byte[] bytes = in.readNBytes(limitBytes + 1);
        return bytes.length <= limitBytes
                ? new BoundedBody(bytes, true)
                : new BoundedBody(Arrays.copyOf(bytes, limitBytes), false);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }
}
