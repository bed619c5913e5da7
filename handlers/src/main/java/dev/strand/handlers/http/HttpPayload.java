package dev.strand.handlers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an {@code http} task.
 *
 * @param endpoint the name of a configured endpoint; may be left out when exactly one is configured
 * @param url in place of an endpoint: a URL that the configured allow-list permits
 * @param body any JSON, posted as it is; JSON {@code null} if absent
 */
public record HttpPayload(
        @Nullable String endpoint, @Nullable String url, @Nullable JsonNode body) {

    /** The JSON to post. */
    JsonNode bodyOrNull() {
        return body == null ? NullNode.getInstance() : body;
    }
}
