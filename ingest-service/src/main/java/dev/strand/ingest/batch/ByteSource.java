package dev.strand.ingest.batch;

import java.io.IOException;
import java.io.InputStream;

/** Reads a stream byte by byte at little cost; one byte can be looked at before it is taken. */
final class ByteSource {
    /** What is read after the last byte. */
    static final int END = -1;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    ByteSource(InputStream stream) {
        this.stream = stream;
    }

    int read() throws IOException {
        int next = peek();
        if (next != END) {
            at++;
        }
        return next;
    }

    int peek() throws IOException {
        while (at == end) {
            at = 0;
            end = 0;
            int count = stream.read(buffer);
            if (count < 0) {
                return END;
            }
            end = count;
        }
        return buffer[at] & 0xff;
    }

    /** Passes over the white space of JSON; gives the byte after it without taking it. */
    int peekAfterSpace() throws IOException {
        int next = peek();
        while (isSpace(next)) {
            at++;
            next = peek();
        }
        return next;
    }

    static boolean isSpace(int value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }
}
