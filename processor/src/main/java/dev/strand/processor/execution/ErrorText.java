package dev.strand.processor.execution;

import dev.strand.core.log.TaskError;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an exception: its texts, cut to a bounded length with a note, whatever the
 * exception does.
 */
final class ErrorText {
    static final int MAX_TYPE_CHARS = 256;
    static final int MAX_MESSAGE_CHARS = 4_000;
    static final int MAX_STACK_CHARS = 16_000;

    private ErrorText() {}

    /** The methods of a foreign exception may themselves throw anything. */
    static TaskError of(Throwable thrown) {
        String type = cut(thrown.getClass().getName(), MAX_TYPE_CHARS);
        return new TaskError(
                type,
                cut(textOf(thrown::getMessage, ""), MAX_MESSAGE_CHARS),
                textOf(() -> stack(thrown), type));
    }

    private static String textOf(Supplier<@Nullable String> text, String otherwise) {
        try {
            return Objects.requireNonNullElse(text.get(), otherwise);
        } catch (Throwable unprintable) {
            return otherwise;
        }
    }

    private static String stack(Throwable thrown) {
        BoundedText text = new BoundedText(MAX_STACK_CHARS);
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + note(text.length());
    }

    private static String note(long chars) {
        return "... (shortened, it has %d characters)".formatted(chars);
    }

    /** Keeps the beginning and only counts the rest. */
    private static final class BoundedText extends Writer {
        private final StringBuilder kept = new StringBuilder();
        private final int maxChars;
        private long written;

        private BoundedText(int maxChars) {
            this.maxChars = maxChars;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            int room = (int) Math.max(maxChars - written, 0);
            kept.append(text, offset, Math.min(room, length));
            written += length;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return written <= maxChars ? kept.toString() : kept + note(written);
        }
    }
}
