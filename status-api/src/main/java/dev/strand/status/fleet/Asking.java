package dev.strand.status.fleet;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * A kind of question that instances can ask each other.
 *
 * @param kind its name, see {@link Question#kind}
 * @param reading reads a question of this kind
 */
public record Asking(String kind, Reading reading) {
    /** Reads a question. */
    @FunctionalInterface
    public interface Reading {
        /** Reads it. */
        Question<?> read(DataInputStream in) throws IOException;
    }
}
