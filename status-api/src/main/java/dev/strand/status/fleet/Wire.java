package dev.strand.status.fleet;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** How instances write to each other what {@code DataOutput} has no form for. */
public final class Wire {
    private static final int MAX_BYTES = 64 << 20;

    private Wire() {}

    /** Something that can be written. */
    @FunctionalInterface
    public interface Writing<T> {
        /** Writes it. */
        void write(DataOutputStream out, T value) throws IOException;
    }

    /** Something that can be read. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads it. */
        T read(DataInputStream in) throws IOException;
    }

    /** Writes bytes, or null. */
    public static void writeBytes(DataOutputStream out, byte @Nullable [] value)
            throws IOException {
        out.writeInt(value == null ? -1 : value.length);
        if (value != null) {
            out.write(value);
        }
    }

    /** Reads bytes, or null. */
    public static byte @Nullable [] readOptionalBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length > MAX_BYTES) {
            throw new IOException(
                    "a value must have at most %d bytes, got: %d".formatted(MAX_BYTES, length));
        }
        return length < 0 ? null : in.readNBytes(length);
    }

    /** Writes a key, or null. */
    public static void writeKey(DataOutputStream out, @Nullable Bytes key) throws IOException {
        writeBytes(out, key == null ? null : key.get());
    }

    /** Reads a key, or null. */
    public static @Nullable Bytes readOptionalKey(DataInputStream in) throws IOException {
        byte[] key = readOptionalBytes(in);
        return key == null ? null : Bytes.wrap(key);
    }

    /** Reads bytes. */
    public static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] value = readOptionalBytes(in);
        if (value == null) {
            throw new IOException("a value is missing");
        }
        return value;
    }

    /** Writes a text, or null. */
    public static void writeText(DataOutputStream out, @Nullable String value) throws IOException {
        writeBytes(out, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a text, or null. */
    public static @Nullable String readOptionalText(DataInputStream in) throws IOException {
        byte[] value = readOptionalBytes(in);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** Reads a text. */
    public static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Writes a list. */
    public static <T> void writeList(DataOutputStream out, List<T> values, Writing<T> writing)
            throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writing.write(out, value);
        }
    }

    /** Reads a list. */
    public static <T> List<T> readList(DataInputStream in, Reading<T> reading) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>(Math.min(size, 10_000));
        for (int i = 0; i < size; i++) {
            values.add(reading.read(in));
        }
        return values;
    }
}
