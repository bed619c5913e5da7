package dev.strand.systemtests.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The {@code docker-compose.yml} at the top of the repository, anchors and merges resolved. */
final class ComposeFile {
    private final Path root;
    private final JsonNode content;

    private ComposeFile(Path root, JsonNode content) {
        this.root = root;
        this.content = content;
    }

    static ComposeFile read() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docker-compose.yml"))) {
            Path above = root.getParent();
            if (above == null) {
                throw new AssertionError("there is no docker-compose.yml at or above this module");
            }
            root = above;
        }
        Yaml yaml = new Yaml(new SafeConstructor(strict()));
        Object loaded = yaml.load(text(root.resolve("docker-compose.yml")));
        return new ComposeFile(root, new ObjectMapper().valueToTree(loaded));
    }

    private static LoaderOptions strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    /** The top of the repository. */
    Path root() {
        return root;
    }

    JsonNode content() {
        return content;
    }

    JsonNode service(String name) {
        return content.path("services").path(name);
    }

    /** All services by name. */
    Map<String, JsonNode> services() {
        return children(content.path("services"));
    }

    /** The services that are built here. */
    Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = services();
        ours.values().removeIf(service -> !service.has("build"));
        return ours;
    }

    static Map<String, String> environment(JsonNode service) {
        Map<String, String> environment = new TreeMap<>();
        children(service.path("environment"))
                .forEach((name, value) -> environment.put(name, value.asText()));
        return environment;
    }

    static Map<String, JsonNode> children(JsonNode parent) {
        Map<String, JsonNode> children = new TreeMap<>();
        parent.properties().forEach(field -> children.put(field.getKey(), field.getValue()));
        return children;
    }

    String file(String name) {
        return text(root.resolve(name));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
