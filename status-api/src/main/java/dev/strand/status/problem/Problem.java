package dev.strand.status.problem;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 has it.
 *
 * @param slug last part of the type URI, which is stable and names the kind of problem
 * @param title the kind of problem, for people
 * @param status HTTP status
 * @param detail what went wrong here and what to do
 * @param errors single mistakes of the request, may be empty
 * @param facts further members for programs, by name
 * @param retryAfterSeconds when to try again, or null
 */
public record Problem(
        String slug,
        String title,
        int status,
        String detail,
        List<InputError> errors,
        List<Fact> facts,
        @Nullable Integer retryAfterSeconds) {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:strand:problem:";

    /**
     * One mistake.
     *
     * @param pointer where: the name of a query parameter or a JSON pointer
     * @param message the rule and the remedy
     * @param value what was got, or null
     */
    public record InputError(String pointer, String message, @Nullable String value) {}

    /**
     * A member of the problem document.
     *
     * @param name its name
     * @param values its value, or in a list its values, which are then plain words
     * @param isList whether it is a list
     */
    public record Fact(String name, List<String> values, boolean isList) {
        /** A member with one value. */
        public static Fact of(String name, String value) {
            return new Fact(name, List.of(value), false);
        }

        /** A member with a list. */
        public static Fact of(String name, List<String> values) {
            return new Fact(name, values, true);
        }
    }

    /** 400: the request is malformed. */
    public static Problem malformed(List<InputError> errors) {
        String detail = errors.isEmpty() ? "the request is malformed" : sentence(errors.getFirst());
        return new Problem(
                "malformed-request", "Malformed request", 400, detail, errors, List.of(), null);
    }

    private static String sentence(InputError error) {
        String pointer = error.pointer();
        String name = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        String got = error.value() == null ? "" : " (got: " + error.value() + ")";
        return (name.isEmpty() ? "the body" : name) + " " + error.message() + got;
    }

    /** 404: what was asked for is unknown. */
    public static Problem unknown(String detail) {
        return of("not-found", "Not found", 404, detail);
    }

    /** 409: the state does not allow it. */
    public static Problem conflict(String detail, List<Fact> facts) {
        return new Problem("conflict", "Conflict", 409, detail, List.of(), facts, null);
    }

    /** 503: not now. */
    public static Problem unavailable(String detail) {
        return new Problem("unavailable", "Unavailable", 503, detail, List.of(), List.of(), 1);
    }

    /** Any other. */
    public static Problem of(String slug, String title, int status, String detail) {
        return new Problem(slug, title, status, detail, List.of(), List.of(), null);
    }

    /** The document. */
    public byte[] toJson(String instance) {
        JsonWriter json = new JsonWriter(256).beginObject();
        json.field("type", TYPE_PREFIX + slug).field("title", title).field("status", status);
        json.field("detail", detail).field("instance", instance);
        for (Fact fact : facts) {
            write(json, fact);
        }
        if (!errors.isEmpty()) {
            json.name("errors").beginArray();
            for (InputError error : errors) {
                json.beginObject().field("pointer", error.pointer());
                json.field("message", error.message());
                if (error.value() != null) {
                    json.field("value", error.value());
                }
                json.endObject();
            }
            json.endArray();
        }
        return json.endObject().toByteArray();
    }

    private static void write(JsonWriter json, Fact fact) {
        if (!fact.isList()) {
            json.field(fact.name(), fact.values().getFirst());
            return;
        }
        String words =
                fact.values().stream()
                        .map(word -> '"' + word + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        json.field(fact.name(), RawJson.of(words));
    }
}
