package dev.strand.ingest.batch;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** How the items of a batch and their answers are put one after the other. */
enum Framing {
    /** One per line. */
    LINES("", "", "\n", ""),
    /** One JSON array. */
    ARRAY("[", ",\n", "", "]");

    private final String start;
    private final String between;
    private final String after;
    private final String end;

    Framing(String start, String between, String after, String end) {
        this.start = start;
        this.between = between;
        this.after = after;
        this.end = end;
    }

    Items items(InputStream body, int maxItemBytes) {
        return switch (this) {
            case LINES -> new LineItems(body, maxItemBytes);
            case ARRAY -> new ArrayItems(body, maxItemBytes);
        };
    }

    void writeAnswer(ByteArrayOutputStream out, byte[] answer, boolean isFirst) {
        write(out, isFirst ? start : between);
        out.writeBytes(answer);
        write(out, after);
    }

    void writeEnd(ByteArrayOutputStream out, boolean isEmpty) {
        if (isEmpty) {
            write(out, start);
        }
        write(out, end);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
