package dev.strand.handlers.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a {@code data} task.
 *
 * @param expression an expression in JSONata; or
 * @param use the name of a configured one
 * @param input any JSON, what the expression is applied to; JSON {@code null} if absent
 */
public record DataPayload(
        @Nullable String expression, @Nullable String use, @Nullable JsonNode input) {

    /** The JSON to transform. */
    JsonNode inputOrNull() {
        return input == null ? NullNode.getInstance() : input;
    }
}
