package dev.strand.core.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as undecoded UTF-8 text. It guarantees value equality by bytes; it does not check
 * that the bytes are JSON, its maker does. Immutable by agreement: neither maker nor reader changes
 * the array.
 */
public final class RawJson {
    /** The JSON value {@code null}. */
    public static final RawJson NULL = of("null");

    private final byte[] utf8;

    private RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Wraps UTF-8 bytes of exactly one JSON value; the array is not copied. */
    public static RawJson ofUtf8(byte[] utf8) {
        return new RawJson(utf8);
    }

    /** Wraps the text of exactly one JSON value. */
    public static RawJson of(String json) {
        return new RawJson(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Size of the value in bytes. */
    public int sizeBytes() {
        return utf8.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
