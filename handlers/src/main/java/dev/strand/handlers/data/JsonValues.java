package dev.strand.handlers.data;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strand.handler.PermanentFailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between JSON and the values that JSONata computes with. */
final class JsonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    /**
     * Whole numbers of up to 64 bits are exact until an expression computes with them; all others
     * are 64-bit floating point.
     */
    static Object toJsonata(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties()
                        .forEach(entry -> map.put(entry.getKey(), toJsonata(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toJsonata(element)));
                yield list;
            }
            case NUMBER -> number(node);
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case NULL, MISSING, BINARY, POJO -> Jsonata.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        if (node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        return node.canConvertToLong() && node.isIntegralNumber()
                ? (Object) node.longValue()
                : (Object) node.doubleValue();
    }

    /**
     * The result as JSON; what is undefined is {@code null}.
     *
     * @throws PermanentFailureException if there is a function in it
     */
    static JsonNode toJson(@Nullable Object value) throws PermanentFailureException {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.textNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Number number -> fraction(number.doubleValue());
            case List<?> list -> array(list);
            case Map<?, ?> map -> object(map);
            default -> {
                if (Jsonata.NULL_VALUE.equals(value)) {
                    yield NODES.nullNode();
                }
                throw new PermanentFailureException(
                        "the result of the expression must be JSON, got: a function in it; call it,"
                                + " or leave it out");
            }
        };
    }

    private static JsonNode fraction(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? NODES.numberNode((long) number)
                : NODES.numberNode(number);
    }

    private static ArrayNode array(List<?> list) throws PermanentFailureException {
        ArrayNode array = NODES.arrayNode(list.size());
        for (Object element : list) {
            array.add(toJson(element));
        }
        return array;
    }

    private static ObjectNode object(Map<?, ?> map) throws PermanentFailureException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            object.set(String.valueOf(entry.getKey()), toJson(entry.getValue()));
        }
        return object;
    }
}
