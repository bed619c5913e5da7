package dev.strand.schemas;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The published JSON Schema files, as an independent validator reads them; formats are asserted.
 */
public enum SchemaFile {
    TASK_SUBMISSION("task-submission"),
    TASK_COMMAND("task-command"),
    STATUS_RECORD("status-record"),
    DEAD_LETTER("dead-letter"),
    AUDIT_ENTRY("audit-entry");

    private static final String BASE = "https://strand.dev/schemas/";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemas(SchemaFile::text));

    private final String iri;

    SchemaFile(String name) {
        this.iri = BASE + name + ".schema.json";
    }

    /** What the schema has against a document; empty for a valid one. */
    public List<String> errors(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return schema()
                .validate(
                        text,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** The schema itself. */
    public JsonNode node() {
        return schema().getSchemaNode();
    }

    private Schema schema() {
        return REGISTRY.getSchema(SchemaLocation.of(iri));
    }

    private static String text(String iri) {
        String file = "/dev/strand/schemas/" + iri.substring(BASE.length());
        try (InputStream in = SchemaFile.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no schema file for " + iri);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
