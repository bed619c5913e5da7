package dev.strand.systemtests.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The reference of all settings, made from what the compiler wrote down about the typed
 * configuration of each service: names, types, defaults and the words of its documentation.
 */
final class SettingsReference {
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String OURS = "dev.strand.";
    private static final Map<String, String> TYPES =
            Map.of(
                    "java.lang.String", "text",
                    "java.net.URI", "address",
                    "java.time.Duration", "duration",
                    "java.util.List", "texts, with commas between",
                    "java.lang.Integer", "number",
                    "int", "number",
                    "long", "number",
                    "short", "number",
                    "boolean", "true or false");

    private SettingsReference() {}

    /** A section with a table for every prefix, both sorted by name. */
    static String markdown() throws IOException {
        Map<String, SortedMap<String, String>> rows = new TreeMap<>();
        ObjectMapper json = new ObjectMapper();
        List<URL> files =
                Collections.list(SettingsReference.class.getClassLoader().getResources(METADATA));
        for (URL file : files) {
            for (JsonNode property : json.readTree(file).path("properties")) {
                if (property.path("sourceType").asText().startsWith(OURS)) {
                    String name = property.path("name").asText();
                    rows.computeIfAbsent(prefixOf(name), prefix -> new TreeMap<>())
                            .put(name, row(name, property));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        rows.forEach((prefix, lines) -> {
            text.append("## `").append(prefix).append(".*`\n\n");
            text.append("| setting | environment variable | value | default | meaning |\n");
            text.append("|---|---|---|---|---|\n");
            lines.values().forEach(text::append);
            text.append('\n');
        });
        return text.toString().stripTrailing();
    }

    private static String prefixOf(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String row(String name, JsonNode property) {
        String type = property.path("type").asText();
        String value = property.path("defaultValue").asText();
        return "| `%s` | `%s` | %s | %s | %s |%n"
                .formatted(
                        name,
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                        TYPES.getOrDefault(type, type),
                        value.isEmpty() ? "" : "`" + value + "`",
                        words(property.path("description").asText()));
    }

    /** Javadoc as Markdown, in one line. */
    private static String words(String javadoc) {
        return javadoc.replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link [^}]*?([A-Za-z]+)}", "`$1`")
                .replace("|", "\\|");
    }
}
