package dev.strand.status.table;

import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the rows that a list of index rows begins and ends with. These rows never go: a walk
 * that reaches the end of its list must not search on through the deleted rows of the next one. For
 * lists whose keys go on with a time or a text.
 */
final class Bounds {
    private Bounds() {}

    /** The key of the row that such a list begins with. */
    static Bytes begin(byte[] prefix) {
        return Keys.append(prefix, new byte[] {0});
    }

    /** The key of the row that ends such a list. */
    static Bytes end(byte[] prefix) {
        return Keys.append(prefix, new byte[] {(byte) 0xFF});
    }

    /** A key after every row of such a list but the one that ends it. */
    static Bytes last(byte[] prefix) {
        return Keys.append(prefix, new byte[] {(byte) 0xFE});
    }

    /** Whether a key is that of a row which bounds a list. */
    static boolean isBound(Bytes key, int prefixLength) {
        return key.get().length == prefixLength + 1;
    }
}
