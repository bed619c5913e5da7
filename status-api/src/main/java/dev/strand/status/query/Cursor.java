package dev.strand.status.query;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.Problem.InputError;
import dev.strand.status.problem.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Where a list goes on: opaque to clients, checked when it comes back. It belongs to one list with
 * one set of filters.
 */
final class Cursor {
    private static final byte VERSION = 1;

    private Cursor() {}

    /** The cursor of a list at a position. */
    static String encode(String list, byte[] position) {
        ByteBuffer out = ByteBuffer.allocate(1 + position.length + Integer.BYTES);
        out.put(VERSION).put(position).putInt(checksum(list, position));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    /**
     * The position in a cursor.
     *
     * @throws ProblemException 400 for anything that {@link #encode} did not make for this list
     */
    static <T> T decode(String list, String cursor, Function<ByteBuffer, T> reading) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            int length = bytes.length - 1 - Integer.BYTES;
            if (length < 0 || bytes[0] != VERSION) {
                throw mangled(cursor);
            }
            byte[] position = new byte[length];
            ByteBuffer.wrap(bytes, 1, length).get(position);
            if (ByteBuffer.wrap(bytes).getInt(1 + length) != checksum(list, position)) {
                throw mangled(cursor);
            }
            return reading.apply(ByteBuffer.wrap(position));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw mangled(cursor);
        }
    }

    private static int checksum(String list, byte[] position) {
        CRC32C crc = new CRC32C();
        crc.update(list.getBytes(StandardCharsets.UTF_8));
        crc.update(position);
        return (int) crc.getValue();
    }

    private static ProblemException mangled(String cursor) {
        return new ProblemException(
                Problem.malformed(
                        List.of(
                                new InputError(
                                        "cursor",
                                        "must be the nextCursor of a page of the same list with"
                                                + " the same filters; leave it out for the first"
                                                + " page",
                                        cursor))));
    }
}
