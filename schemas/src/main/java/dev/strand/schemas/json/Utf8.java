package dev.strand.schemas.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Index of the first byte that begins no character, or -1 where all bytes are well-formed. */
    public static int firstMalformed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] >= 0) {
                at = asciiEnd(bytes, at);
            } else {
                int size = characterSize(bytes, at);
                if (size == 0) {
                    return at;
                }
                at += size;
            }
        }
        return -1;
    }

    /**
     * Bytes that a text takes in UTF-8, or -1 where it holds half a surrogate pair and so has no
     * UTF-8 form.
     */
    public static int sizeBytes(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                size += 4;
                i++;
            } else {
                return -1;
            }
        }
        return size;
    }

    private static int asciiEnd(byte[] bytes, int from) {
        int at = from;
        while (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Size of the character of more than one byte at {@code at}, or 0 where there is none. */
    private static int characterSize(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return isTail(bytes, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int lowest = lead == 0xe0 ? 0xa0 : 0x80;
            int highest = lead == 0xed ? 0x9f : 0xbf;
            return isTail(bytes, at + 1, lowest, highest) && isTail(bytes, at + 2, 0x80, 0xbf)
                    ? 3
                    : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int lowest = lead == 0xf0 ? 0x90 : 0x80;
            int highest = lead == 0xf4 ? 0x8f : 0xbf;
            return isTail(bytes, at + 1, lowest, highest)
                            && isTail(bytes, at + 2, 0x80, 0xbf)
                            && isTail(bytes, at + 3, 0x80, 0xbf)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isTail(byte[] bytes, int at, int lowest, int highest) {
        if (at >= bytes.length) {
            return false;
        }
        int tail = bytes[at] & 0xff;
        return tail >= lowest && tail <= highest;
    }
}
