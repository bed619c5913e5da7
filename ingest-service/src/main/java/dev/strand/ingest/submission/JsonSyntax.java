package dev.strand.ingest.submission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * Tells input that is no JSON at all (400) from JSON that breaks the contract (422), once the codec
 * has refused it.
 */
final class JsonSyntax {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonSyntax() {}

    /**
     * Whether the bytes are anything else than exactly one JSON value. JSON of excessive depth is
     * JSON.
     */
    static boolean isBroken(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                return true;
            }
            parser.skipChildren();
            return parser.nextToken() != null;
        } catch (StreamConstraintsException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
