package dev.strand.status.fleet;

import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Something that is asked of every instance that has a part of the tables, and put together from
 * their answers. Immutable.
 *
 * @param <T> the answer
 */
public interface Question<T> {
    /** Names the kind of question among instances; never changes its meaning. */
    String kind();

    /** Writes the question; its {@link Asking} reads it. */
    void write(DataOutputStream out) throws IOException;

    /** The answer from these tables of this instance. Blocks for as long as the tables need. */
    T answer(List<TableReader> tables);

    /** One answer from those of several instances. */
    T merged(List<T> answers);

    /** Writes an answer. */
    void writeAnswer(DataOutputStream out, T answer) throws IOException;

    /** Reads an answer. */
    T readAnswer(DataInputStream in) throws IOException;

    /** Whether a copy of the tables is not enough, since it has nothing in memory. */
    default boolean needsMemory() {
        return false;
    }

    /**
     * The only partition that can have the answer, or a negative number where any can.
     *
     * @param partitions how many there are
     */
    default int onlyPartition(int partitions) {
        return -1;
    }
}
