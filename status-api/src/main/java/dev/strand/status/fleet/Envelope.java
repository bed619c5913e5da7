package dev.strand.status.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a question and its answer go from one instance to another. */
final class Envelope {
    private static final byte VERSION = 1;

    private Envelope() {}

    /**
     * A question that has come.
     *
     * @param question what is asked
     * @param partitions of which partitions
     */
    record Asked(Question<?> question, List<Integer> partitions) {}

    /**
     * An answer that has come.
     *
     * @param value what is answered
     * @param lags for which partitions: how many records a copy may be behind, or {@link
     *     Fleet#ACTIVE}
     * @param <T> the answer
     */
    record Answered<T>(T value, SortedMap<Integer, Long> lags) {}

    static byte[] write(Question<?> question, List<Integer> partitions) {
        return bytes(out -> {
            out.writeByte(VERSION);
            Wire.writeText(out, question.kind());
            Wire.writeList(out, partitions, DataOutputStream::writeInt);
            question.write(out);
        });
    }

    static Asked read(byte[] bytes, Questions questions) throws IOException {
        DataInputStream in = open(bytes);
        String kind = Wire.readText(in);
        List<Integer> partitions = Wire.readList(in, DataInputStream::readInt);
        return new Asked(questions.read(kind, in), partitions);
    }

    static <T> byte[] writeAnswer(Question<T> question, Answered<T> answer) {
        return bytes(out -> {
            out.writeByte(VERSION);
            Wire.writeList(
                    out,
                    List.copyOf(answer.lags().entrySet()),
                    (to, each) -> {
                        to.writeInt(each.getKey());
                        to.writeLong(each.getValue());
                    });
            question.writeAnswer(out, answer.value());
        });
    }

    static <T> Answered<T> readAnswer(Question<T> question, byte[] bytes) {
        try {
            DataInputStream in = open(bytes);
            SortedMap<Integer, Long> lags = new TreeMap<>();
            Wire.readList(in, from -> lags.put(from.readInt(), from.readLong()));
            return new Answered<>(question.readAnswer(in), lags);
        } catch (IOException e) {
            throw new UncheckedIOException("an instance answered something unreadable", e);
        }
    }

    private static DataInputStream open(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "instances must speak version %d to each other, got: %d"
                            .formatted(VERSION, version));
        }
        return in;
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try {
            content.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
