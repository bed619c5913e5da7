package dev.strand.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of JSON document: how large and how deep it may be, and the way from its bytes to what
 * it says. Bad input of any sort gives violations and never an exception. Safe for use by several
 * threads.
 */
public final class JsonFormat {
    private static final String REPAIR = "send one well-formed JSON object in UTF-8";

    private final String subject;
    private final int maxBytes;
    private final JsonFactory factory;

    /**
     * Describes a kind of document.
     *
     * @param subject what it is called in messages, with article
     * @param maxBytes largest size of the whole document
     * @param maxDepth deepest nesting of objects and arrays
     */
    public JsonFormat(String subject, int maxBytes, int maxDepth) {
        this.subject = subject;
        this.maxBytes = maxBytes;
        this.factory =
                JsonFactory.builder()
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(maxDepth).build())
                        .build();
    }

    /**
     * Reads the fields of a document.
     *
     * @param <T> what the document says
     */
    @FunctionalInterface
    public interface Shape<T> {
        /** Reads up to the closing brace; null only where the input has got a violation. */
        @Nullable T read(JsonInput input) throws IOException;
    }

    /** Reads a whole document; {@code shape} finds the reader within its object. */
    public <T> Decoded<T> read(byte @Nullable [] utf8, Shape<T> shape) {
        if (utf8 == null || utf8.length == 0) {
            return Decoded.invalid(
                    whole(
                            "must not be " + (utf8 == null ? "null" : "empty") + "; " + REPAIR,
                            null));
        }
        int malformed = Utf8.firstMalformed(utf8);
        if (malformed >= 0) {
            return Decoded.invalid(
                    whole(
                            "must be UTF-8, which it is not at byte " + malformed + "; " + REPAIR,
                            null));
        }
        return readUnchecked(utf8, shape);
    }

    /** Like {@link #read}, but takes it for granted that there is input and that it is UTF-8. */
    public <T> Decoded<T> readUnchecked(byte[] utf8, Shape<T> shape) {
        if (utf8.length > maxBytes) {
            String message =
                    "must be at most "
                            + maxBytes
                            + " bytes; send less, or a reference to where the rest is kept";
            return Decoded.invalid(whole(message, utf8.length + " bytes"));
        }
        if (!beginsLikeUtf8Json(utf8)) {
            return Decoded.invalid(
                    whole("must be JSON in UTF-8 without byte order mark; " + REPAIR, null));
        }
        List<Violation> violations = new ArrayList<>(0);
        T value = null;
        try (JsonParser parser = factory.createParser(utf8)) {
            value = new JsonInput(parser, utf8, violations).whole(subject, shape);
        } catch (StreamConstraintsException e) {
            violations.add(
                    whole(
                            "must be of modest depth and size; make it flatter or smaller",
                            cause(e)));
        } catch (JsonProcessingException e) {
            violations.add(whole("must be well-formed JSON; " + REPAIR, cause(e)));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed, which cannot be", e);
        }
        return value != null && violations.isEmpty()
                ? new Decoded.Ok<>(value)
                : new Decoded.Invalid<>(violations);
    }

    private Violation whole(String message, @Nullable String value) {
        return new Violation("", subject + " " + message, value);
    }

    /** Keeps Jackson from guessing UTF-16 or UTF-32. */
    private static boolean beginsLikeUtf8Json(byte[] utf8) {
        for (int i = 0; i < Math.min(4, utf8.length); i++) {
            if (utf8[i] == 0) {
                return false;
            }
        }
        return utf8[0] >= 0;
    }

    private static String cause(JsonProcessingException e) {
        String text = String.valueOf(e.getOriginalMessage());
        int startMarker = text.indexOf(" (start marker");
        String reason = startMarker < 0 ? text : text.substring(0, startMarker);
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return (at < 0 ? "" : "at byte " + at + ": ") + reason.replace('\n', ' ');
    }
}
