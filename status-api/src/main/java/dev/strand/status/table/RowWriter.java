package dev.strand.status.table;

import dev.strand.core.log.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a stored row, one after the other. Not for use by several threads. */
final class RowWriter {
    private byte[] bytes;
    private int size;

    RowWriter(int sizeBytes) {
        bytes = new byte[sizeBytes];
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    RowWriter octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number in as few bytes as it needs; small negative ones are short too. */
    RowWriter number(long value) {
        reserve(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    RowWriter text(@Nullable String value) {
        return blob(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    RowWriter json(@Nullable RawJson value) {
        return blob(value == null ? null : value.utf8());
    }

    private RowWriter blob(byte @Nullable [] value) {
        if (value == null) {
            return number(-1);
        }
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
