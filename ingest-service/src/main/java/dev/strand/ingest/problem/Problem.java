package dev.strand.ingest.problem;

import dev.strand.schemas.Violation;
import dev.strand.schemas.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request, or an item of one, was not done, in the form of RFC 9457.
 *
 * @param type what kind of problem it is
 * @param detail what happened here, what was got and what to do about it
 * @param errors broken rules of the contract, empty where there are none
 * @param members further members: text, truth values or whole numbers
 */
public record Problem(
        ProblemType type, String detail, List<Violation> errors, Map<String, Object> members) {
    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int SIZE_ESTIMATE_BYTES = 512;

    /** A problem of which there is nothing more to say. */
    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of(), Map.of());
    }

    /** A problem with broken rules. */
    public Problem(ProblemType type, String detail, List<Violation> errors) {
        this(type, detail, errors, Map.of());
    }

    /** The same with one more member. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(type, detail, errors, more);
    }

    /**
     * The problem as UTF-8 JSON; {@code instance} is the path of the request, or names the item
     * inside of it.
     */
    public byte[] toJson(String instance) {
        JsonWriter json =
                new JsonWriter(SIZE_ESTIMATE_BYTES)
                        .beginObject()
                        .field("type", type.uri())
                        .field("title", type.title())
                        .field("status", type.status())
                        .field("detail", detail)
                        .field("instance", instance);
        members.forEach((name, value) -> writeMember(json, name, value));
        if (!errors.isEmpty()) {
            json.name("errors").beginArray();
            errors.forEach(error -> writeError(json, error));
            json.endArray();
        }
        return json.endObject().toByteArray();
    }

    private static void writeMember(JsonWriter json, String name, Object value) {
        switch (value) {
            case Boolean truth -> json.field(name, (boolean) truth);
            case Integer number -> json.field(name, (long) number);
            case Long number -> json.field(name, (long) number);
            default -> json.field(name, value.toString());
        }
    }

    private static void writeError(JsonWriter json, Violation error) {
        json.beginObject().field("pointer", error.pointer()).field("message", error.message());
        String value = error.value();
        if (value != null) {
            json.field("value", value);
        }
        json.endObject();
    }
}
