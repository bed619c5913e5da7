package dev.strand.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.ingest.IngestApplication;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.processor.ProcessorApplication;
import dev.strand.processor.settings.ProcessorProperties;
import dev.strand.status.StatusApplication;
import dev.strand.status.config.StatusConfig;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/** What the compose file names must exist: no engine says so where this is built. */
class ComposeFileTest {
    private static final Map<String, Class<? extends Record>> SETTINGS =
            Map.of(
                    "ingest-service", IngestSettings.class,
                    "processor", ProcessorProperties.class,
                    "status-api", StatusConfig.class);
    private static final Map<String, String> PREFIXES =
            Map.of(
                    "ingest-service", "STRAND_INGEST_",
                    "processor", "STRAND_PROCESSOR_",
                    "status-api", "STRAND_STATUS_");
    private static final Map<String, Class<?>> MAIN_CLASSES =
            Map.of(
                    "ingest-service", IngestApplication.class,
                    "processor", ProcessorApplication.class,
                    "status-api", StatusApplication.class);
    private static final Map<String, Integer> PORTS =
            Map.of("ingest-service", 8080, "processor", 8082, "status-api", 8081);

    /** Not of a service alone, with the class that reads it as a witness in the sources. */
    private static final Map<String, String> SHARED =
            Map.of(
                    "STRAND_TOPIC_PREFIX", "topic-prefix",
                    "STRAND_STATUS_URL", "statusUrl",
                    "STRAND_STATUS_INGEST_URL", "strand.status.ingest-url",
                    "STRAND_HANDLERS_DIRECTORY", "strand.handlers-directory",
                    "STRAND_LOG_FORMAT", "STRAND_LOG_FORMAT",
                    "MICRONAUT_SERVER_HOST", "micronaut.server.host");

    private final ComposeFile compose = ComposeFile.read();

    @Test
    void shouldRunKafkaTheIngestServiceTwoProcessorsAndTheStatusApi() {
        assertThat(compose.services().keySet())
                .containsExactly("ingest", "kafka", "processor-1", "processor-2", "status-api");
        assertThat(modules().values())
                .containsExactlyInAnyOrder(
                        "ingest-service", "processor", "processor", "status-api");
    }

    private Map<String, String> modules() {
        return compose.ours().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> module(e.getValue())));
    }

    private static String module(JsonNode service) {
        return service.at("/build/args/MODULE").asText();
    }

    @Test
    void shouldBuildModulesThatExistWithMainClassesThatExist() {
        compose.ours()
                .forEach((name, service) -> {
                    String module = module(service);
                    assertThat(compose.root().resolve(module).resolve("pom.xml"))
                            .as(name)
                            .isRegularFile();
                    Class<?> main = MAIN_CLASSES.getOrDefault(module, Void.class);
                    assertThat(service.at("/build/args/MAIN_CLASS").asText())
                            .isEqualTo(main.getName());
                    assertThat(Arrays.stream(main.getMethods()).map(m -> m.getName()))
                            .contains("main");
                });
    }

    @Test
    void shouldSetOnlyVariablesThatAServiceReads() {
        compose.ours()
                .forEach((name, service) -> {
                    String module = module(service);
                    for (String variable : ComposeFile.environment(service).keySet()) {
                        assertThat(isRead(module, variable)).as("%s: %s", name, variable).isTrue();
                    }
                });
    }

    private boolean isRead(String module, String variable) {
        if (SHARED.containsKey(variable)) {
            return isInSources(module, SHARED.get(variable));
        }
        if (variable.startsWith("STRAND_ACCESS_")) {
            String setting = variable.substring("STRAND_ACCESS_".length()).toLowerCase(Locale.ROOT);
            return isInSources("access", '"' + setting.replace('_', '-') + '"');
        }
        if (variable.startsWith("STRAND_KAFKA_")) {
            String setting = variable.substring("STRAND_KAFKA_".length()).toLowerCase(Locale.ROOT);
            return kafkaSettings().contains(setting.replace('_', '.'));
        }
        return variables(module).contains(variable);
    }

    private static Set<String> kafkaSettings() {
        Set<String> settings = new TreeSet<>(ConsumerConfig.configNames());
        settings.addAll(ProducerConfig.configNames());
        return settings;
    }

    private static Set<String> variables(String module) {
        return Arrays.stream(SETTINGS.getOrDefault(module, Record.class).getRecordComponents())
                .map(RecordComponent::getName)
                .map(component -> component.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .map(component -> PREFIXES.get(module) + component)
                .collect(Collectors.toSet());
    }

    private boolean isInSources(String module, String text) {
        try (var files = Files.walk(compose.root().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .anyMatch(file ->
                            compose.file(compose.root().relativize(file).toString())
                                    .contains(text));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldPublishThePortsThatTheServicesListenOnAndAskThemForTheirHealth() {
        compose.ours()
                .forEach((name, service) -> {
                    int port = PORTS.getOrDefault(module(service), -1);
                    assertThat(service.path("ports").get(0).asText()).as(name).endsWith(":" + port);
                    assertThat(service.at("/healthcheck/test/1").asText())
                            .isEqualTo("/app/healthy");
                    assertThat(service.at("/healthcheck/test/2").asInt()).as(name).isEqualTo(port);
                    Map<String, String> environment = ComposeFile.environment(service);
                    assertThat(environment.values())
                            .as("%s is reached from outside", name)
                            .contains("0.0.0.0");
                });
        Set<String> hostPorts = new HashSet<>();
        compose.services()
                .values()
                .forEach(service ->
                        service.path("ports")
                                .forEach(port -> {
                                    String[] parts = port.asText().split(":", -1);
                                    assertThat(parts[0])
                                            .as("only this machine")
                                            .isEqualTo("127.0.0.1");
                                    assertThat(hostPorts.add(parts[1]))
                                            .as("port %s is used once", parts[1])
                                            .isTrue();
                                }));
    }

    @Test
    void shouldStartEverythingOnceKafkaIsHealthy() {
        assertThat(compose.service("kafka").has("healthcheck")).isTrue();
        compose.ours()
                .forEach((name, service) -> {
                    assertThat(service.at("/depends_on/kafka/condition").asText())
                            .as(name)
                            .isEqualTo("service_healthy");
                    assertThat(
                                    ComposeFile.environment(service)
                                            .get("STRAND_KAFKA_BOOTSTRAP_SERVERS"))
                            .as(name)
                            .isEqualTo("kafka:9092");
                });
        assertThat(
                        ComposeFile.environment(compose.service("kafka"))
                                .get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("://kafka:9092");
    }

    @Test
    void shouldRunTheKafkaVersionThatTheClientsHave() {
        Matcher version =
                Pattern.compile("<kafka.version>(.*)</kafka.version>")
                        .matcher(compose.file("pom.xml"));
        assertThat(version.find()).isTrue();
        assertThat(compose.service("kafka").path("image").asText())
                .isEqualTo("apache/kafka:" + version.group(1));
    }

    @Test
    void shouldKeepStateInVolumesOfItsOwn() {
        Set<String> used = new TreeSet<>();
        compose.services()
                .forEach((name, service) ->
                        service.path("volumes")
                                .forEach(volume -> {
                                    String[] parts = volume.asText().split(":", -1);
                                    assertThat(used.add(parts[0]))
                                            .as("%s is used once", parts[0])
                                            .isTrue();
                                    if (service.has("build")) {
                                        assertThat(ComposeFile.environment(service).values())
                                                .as(name)
                                                .contains(parts[1]);
                                        assertThat(compose.file("Dockerfile"))
                                                .contains("chown strand:strand " + parts[1]);
                                    }
                                }));
        assertThat(ComposeFile.children(compose.content().path("volumes")).keySet())
                .isEqualTo(used);
    }

    @Test
    void shouldGiveProcessorsTimeToDrainAndNamesOfTheirOwn() {
        Set<String> instances = new HashSet<>();
        for (String name : List.of("processor-1", "processor-2")) {
            JsonNode service = compose.service(name);
            String grace = service.path("stop_grace_period").asText().replace("s", "");
            assertThat(Integer.parseInt(grace)).as("drain 20 s, close 20 s").isGreaterThan(45);
            assertThat(
                            instances.add(
                                    ComposeFile.environment(service)
                                            .get("STRAND_PROCESSOR_INSTANCE")))
                    .isTrue();
        }
    }

    @Test
    void shouldBuildImagesThatDoNotRunAsRoot() {
        String dockerfile = compose.file("Dockerfile");
        List<String> lines = dockerfile.lines().toList();
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .filteredOn(line -> !line.endsWith(" AS page"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("temurin").contains("25"));
        int user = lines.indexOf("USER 10001:10001");
        assertThat(user).isPositive().isLessThan(indexOf(lines, "ENTRYPOINT"));
        assertThat(indexOf(lines, "ENTRYPOINT [\"java\"")).as("signals reach java").isPositive();
        Matcher copied = Pattern.compile("COPY (docker/\\S+)").matcher(dockerfile);
        while (copied.find()) {
            Path file = compose.root().resolve(copied.group(1));
            assertThat(file).isExecutable();
        }
        assertThat(compose.file(".dockerignore").lines()).contains("**/target", ".git");
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }
}
