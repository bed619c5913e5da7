package dev.strand.status.table;

import dev.strand.core.log.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a stored row in the order in which {@link RowWriter} wrote them. */
final class RowReader {
    private final byte[] bytes;
    private int at;

    RowReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the version octet and refuses a row of another version. */
    void version(int expected) {
        int _ = version(expected, expected);
    }

    /** Reads the version octet, which must be one of these. */
    int version(int oldest, int newest) {
        int got = octet();
        if (got < oldest || got > newest) {
            throw new IllegalStateException(
                    "stored rows must have version "
                            + newest
                            + ", got: "
                            + got
                            + "; use another strand.status.application-id to build the tables"
                            + " anew");
        }
        return got;
    }

    int octet() {
        return bytes[at++];
    }

    int integer() {
        return Math.toIntExact(number());
    }

    long number() {
        long rest = 0;
        int shift = 0;
        byte octet;
        do {
            octet = bytes[at++];
            rest |= (octet & 0x7FL) << shift;
            shift += 7;
        } while (octet < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    String text() {
        String value = optionalText();
        if (value == null) {
            throw new IllegalStateException("a stored row lacks a text at byte " + at);
        }
        return value;
    }

    @Nullable String optionalText() {
        int length = integer();
        if (length < 0) {
            return null;
        }
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    RawJson json() {
        RawJson value = optionalJson();
        return value == null ? RawJson.NULL : value;
    }

    @Nullable RawJson optionalJson() {
        int length = integer();
        if (length < 0) {
            return null;
        }
        at += length;
        return RawJson.ofUtf8(Arrays.copyOfRange(bytes, at - length, at));
    }
}
