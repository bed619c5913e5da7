package dev.strand.testing.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI 3.1 document as a test reads it: stricter than its readers, for whom objects may gain
 * fields. Here a field that is not documented is an error. Thread-safe.
 */
public final class OpenApiDocument {
    private static final String IRI = "https://strand.dev/openapi";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode root;
    private final SchemaRegistry registry;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        String strict = close(root.deepCopy()).toString();
        this.registry =
                SchemaRegistry.withDialect(
                        Dialects.getOpenApi31(),
                        builder -> builder.schemas(iri -> iri.equals(IRI) ? strict : null));
    }

    /** Reads the document of a service from the class path. */
    public static OpenApiDocument ofService(String service) {
        String name = "/strand-openapi-" + service + ".json";
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file " + name);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a document. */
    public static OpenApiDocument of(String json) {
        return new OpenApiDocument(JSON.readTree(json));
    }

    /** Objects that list their properties have no others, unless they say so. */
    private static JsonNode close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && "object".equals(schema.path("type").asString(""))
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(OpenApiDocument::close);
        return node;
    }

    /** All operations, such as {@code GET /api/tasks/{taskId}}. */
    public Set<String> operations() {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) {
                    found.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return found;
    }

    /** What an operation says of itself. */
    public JsonNode operation(String operation) {
        int blank = operation.indexOf(' ');
        return root.path("paths")
                .path(operation.substring(blank + 1))
                .path(operation.substring(0, blank).toLowerCase(Locale.ROOT));
    }

    /** The names of an operation's query parameters. */
    public Set<String> queryParameters(String operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation(operation).path("parameters")) {
            JsonNode resolved = resolved(parameter);
            if (resolved.path("in").asString("").equals("query")) {
                names.add(resolved.path("name").asString(""));
            }
        }
        return names;
    }

    /** All answers of an operation, such as {@code 200 application/json}. */
    public Set<String> answers(String operation) {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, JsonNode> response :
                operation(operation).path("responses").properties()) {
            JsonNode content = resolved(response.getValue()).path("content");
            if (content.isEmpty()) {
                found.add(response.getKey() + " ");
            }
            content.propertyNames().forEach(type -> found.add(response.getKey() + " " + type));
        }
        return found;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    /** The operation that a request is one of, or null where there is none. */
    public @Nullable String operationOf(String method, String path) {
        String bare = path.replaceFirst("[?#].*", "");
        String found = null;
        for (String operation : operations()) {
            String[] parts = operation.split(" ", 2);
            String pattern = parts[1].replaceAll("\\{[^}]+}", "[^/]+");
            boolean isBetter = found == null || !parts[1].contains("{");
            if (parts[0].equals(method) && bare.matches(pattern) && isBetter) {
                found = operation;
            }
        }
        return found;
    }

    /**
     * What the schema of an answer has against a body; empty for a valid one.
     *
     * @param answer one of {@link #answers}
     */
    public List<String> errors(String operation, String answer, String body) {
        int blank = answer.indexOf(' ');
        String type = answer.substring(blank + 1);
        String response = pointer(operation, answer.substring(0, blank));
        JsonNode schema = root.at(response).path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("there is no schema");
        }
        String at = response + "/content/" + escaped(type) + "/schema";
        if (type.equals("application/x-ndjson")) {
            List<String> errors = new ArrayList<>();
            body.lines().forEach(line -> errors.addAll(validate(at, line)));
            return errors;
        }
        boolean isJson = type.equals("application/json") || type.endsWith("+json");
        return isJson ? validate(at, body) : List.of();
    }

    private String pointer(String operation, String status) {
        int blank = operation.indexOf(' ');
        String at =
                "/paths/"
                        + escaped(operation.substring(blank + 1))
                        + "/"
                        + operation.substring(0, blank).toLowerCase(Locale.ROOT)
                        + "/responses/"
                        + status;
        String reference = root.at(at).path("$ref").asString("");
        return reference.isEmpty() ? at : reference.substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private List<String> validate(String pointer, String json) {
        return registry
                .getSchema(SchemaLocation.of(IRI + "#" + pointer))
                .validate(
                        json,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** What the schemas have against the examples beside them. */
    public List<String> wrongExamples() {
        List<String> wrong = new ArrayList<>();
        findExamples(root, "", wrong);
        return wrong;
    }

    private void findExamples(JsonNode node, String at, List<String> wrong) {
        boolean isSchema = at.matches("/components/schemas/[^/]+") || at.endsWith("/schema");
        JsonNode example = node.path("example");
        if (isSchema && !example.isMissingNode()) {
            validate(at, example.toString()).forEach(error -> wrong.add(at + ": " + error));
        }
        if (node.path("schema").isObject() && !example.isMissingNode()) {
            validate(at + "/schema", example.toString())
                    .forEach(error -> wrong.add(at + ": " + error));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> child : node.properties()) {
                findExamples(child.getValue(), at + "/" + escaped(child.getKey()), wrong);
            }
        }
    }
}
