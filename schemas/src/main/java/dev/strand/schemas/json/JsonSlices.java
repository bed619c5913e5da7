package dev.strand.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts values out of the bytes that a parser reads. */
final class JsonSlices {
    private static final int MAX_BYTES_PER_CHAR = 4;

    private final JsonParser parser;
    private final byte[] utf8;

    JsonSlices(JsonParser parser, byte[] utf8) {
        this.parser = parser;
        this.utf8 = utf8;
    }

    /** The current value, which is consumed, in bytes of their own. */
    RawJson raw() throws IOException {
        int from = start();
        return RawJson.ofUtf8(Arrays.copyOfRange(utf8, from, end()));
    }

    /**
     * The beginning of the current value as text, which is consumed; null at the end of the input.
     */
    @Nullable String text() throws IOException {
        if (parser.currentToken() == null) {
            return null;
        }
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return parser.getText();
        }
        int from = start();
        int length = Math.min(end() - from, (Violation.MAX_VALUE_CHARS + 1) * MAX_BYTES_PER_CHAR);
        return new String(utf8, from, length, StandardCharsets.UTF_8);
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end() throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }
}
