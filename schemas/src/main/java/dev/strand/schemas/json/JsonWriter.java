package dev.strand.schemas.json;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.time.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes one JSON value as compact UTF-8 bytes. Commas are its own business; braces and brackets
 * must match. Halves of surrogate pairs, which have no UTF-8 form, become U+FFFD. Undecoded values
 * are copied as they are. Not for use by several threads.
 */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_BYTES_PER_CHAR = 6;
    private static final int MAX_LONG_CHARS = 20;

    private byte[] bytes;
    private int size;
    private boolean needsComma;

    /** A writer with room for {@code sizeBytes}; it grows as needed. */
    public JsonWriter(int sizeBytes) {
        this.bytes = new byte[sizeBytes];
    }

    /** What was written, as an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Begins an object, as a value or as the whole. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Ends the innermost object. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Ends the innermost array. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** Writes the name of the field whose value comes next. */
    public JsonWriter name(String name) {
        string(name);
        reserve(1);
        bytes[size++] = ':';
        needsComma = false;
        return this;
    }

    /** Writes an element of text. */
    public JsonWriter element(String value) {
        return string(value);
    }

    /** Writes a field of text. */
    public JsonWriter field(String name, String value) {
        name(name);
        return string(value);
    }

    /** Writes a field with a whole number. */
    public JsonWriter field(String name, long value) {
        name(name);
        return number(value);
    }

    /** Writes a field with a finite number. */
    public JsonWriter field(String name, double value) {
        name(name);
        return ascii(Double.toString(value));
    }

    /** Writes a field with a truth value. */
    public JsonWriter field(String name, boolean value) {
        name(name);
        return ascii(Boolean.toString(value));
    }

    /** Writes a field with an undecoded value, copied as it is. */
    public JsonWriter field(String name, RawJson value) {
        name(name);
        return raw(value);
    }

    private JsonWriter raw(RawJson value) {
        byte[] utf8 = value.utf8();
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        needsComma = true;
        return this;
    }

    /** Writes a field with a time in the form of {@link TimeFormat}. */
    public JsonWriter field(String name, Instant value) {
        name(name);
        reserve(TimeFormat.LENGTH + 2);
        bytes[size++] = '"';
        TimeFormat.write(value, bytes, size);
        size += TimeFormat.LENGTH;
        bytes[size++] = '"';
        needsComma = true;
        return this;
    }

    /** Writes an element of an array: a text. */
    public JsonWriter value(String text) {
        return string(text);
    }

    /** Writes an element of an array: a whole number. */
    public JsonWriter value(long number) {
        comma();
        return number(number);
    }

    /** Writes an element of an array: an undecoded value, copied as it is. */
    public JsonWriter value(RawJson value) {
        comma();
        return raw(value);
    }

    private JsonWriter string(String text) {
        comma();
        reserve(2 + text.length() * MAX_BYTES_PER_CHAR);
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else if (c < 0x80) {
                escape(c);
            } else {
                i += wide(text, i);
            }
        }
        bytes[size++] = '"';
        needsComma = true;
        return this;
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[size++] = (byte) c;
        } else if (c == '\n') {
            bytes[size++] = 'n';
        } else if (c == '\t') {
            bytes[size++] = 't';
        } else {
            bytes[size++] = 'u';
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 0xf];
        }
    }

    /**
     * Writes the character beyond ASCII at {@code at}; returns how many extra chars of the text it
     * took.
     */
    private int wide(String text, int at) {
        int codePoint = text.codePointAt(at);
        if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | codePoint >> 6);
        } else if (codePoint < 0x10000) {
            if (codePoint <= Character.MAX_SURROGATE && codePoint >= Character.MIN_SURROGATE) {
                System.arraycopy(REPLACEMENT, 0, bytes, size, REPLACEMENT.length);
                size += REPLACEMENT.length;
                return 0;
            }
            bytes[size++] = (byte) (0xe0 | codePoint >> 12);
            bytes[size++] = tail(codePoint >> 6);
        } else {
            bytes[size++] = (byte) (0xf0 | codePoint >> 18);
            bytes[size++] = tail(codePoint >> 12);
            bytes[size++] = tail(codePoint >> 6);
        }
        bytes[size++] = tail(codePoint);
        return codePoint >= 0x10000 ? 1 : 0;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private JsonWriter number(long value) {
        if (value < 0 || value > 99_999_999_999L) {
            return ascii(Long.toString(value));
        }
        reserve(MAX_LONG_CHARS);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        needsComma = true;
        return this;
    }

    private JsonWriter ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        needsComma = true;
        return this;
    }

    private JsonWriter open(char bracket) {
        comma();
        reserve(1);
        bytes[size++] = (byte) bracket;
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        reserve(1);
        bytes[size++] = (byte) bracket;
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            reserve(1);
            bytes[size++] = ',';
            needsComma = false;
        }
    }

    private void reserve(int extra) {
        if (size + extra > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + extra, bytes.length * 2));
        }
    }
}
