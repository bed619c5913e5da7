package dev.strand.handlers.data;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of JSONata that can make much out of little in one step, with a limit. */
final class BoundedFunctions {

    private BoundedFunctions() {}

    /**
     * Puts them in place of the originals; {@code $eval}, whose text is not known before, is taken
     * away.
     */
    static void bind(Jsonata.Frame frame, Limits limits) {
        frame.bind("eval", (Object) null);
        frame.bind(
                "pad",
                new Jsonata.JFunction((_, arguments) -> pad(arguments, limits), "<s-ns?:s>"));
        frame.bind(
                "replace",
                new Jsonata.JFunction(
                        (_, arguments) -> replace(arguments, limits), "<s-(sf)(sf)n?:s>"));
    }

    /** The original takes quadratic time. */
    private static @Nullable Object pad(List<?> arguments, Limits limits) {
        String text = (String) argument(arguments, 0);
        Number width = (Number) argument(arguments, 1);
        if (text == null || width == null) {
            return text;
        }
        String filler = (String) argument(arguments, 2);
        int[] units = (filler == null || filler.isEmpty() ? " " : filler).codePoints().toArray();
        limits.checkSize(Math.abs(width.longValue()));
        int missing = Math.abs(width.intValue()) - text.codePointCount(0, text.length());
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(units[i % units.length]);
        }
        return width.intValue() < 0 ? padding + text : text + padding;
    }

    private static @Nullable Object replace(List<?> arguments, Limits limits) {
        String text = (String) arguments.getFirst();
        Object pattern = argument(arguments, 1);
        Object replacement = argument(arguments, 2);
        Number most = (Number) argument(arguments, 3);
        if (text != null && replacement instanceof String inserted) {
            long matches = pattern instanceof String part ? count(text, part) : text.length();
            long counted = most == null ? matches : Math.min(matches, most.longValue());
            limits.checkSize(text.length() + counted * inserted.length());
        }
        return Functions.replace(text, pattern, replacement, most == null ? null : most.intValue());
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.length();
        }
        long found = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            found++;
        }
        return found;
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
