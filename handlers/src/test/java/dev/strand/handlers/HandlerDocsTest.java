package dev.strand.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handlers.data.DataHandler;
import dev.strand.handlers.data.DataPayload;
import dev.strand.handlers.email.EmailHandler;
import dev.strand.handlers.email.EmailPayload;
import dev.strand.handlers.http.HttpHandler;
import dev.strand.handlers.http.HttpPayload;
import dev.strand.handlers.image.ImageHandler;
import dev.strand.handlers.image.ImagePayload;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and schema files of the built-in handlers, held against the handlers themselves. */
class HandlerDocsTest {

    private static final Map<String, Class<? extends Record>> PAYLOADS =
            Map.of(
                    "http", HttpPayload.class,
                    "email", EmailPayload.class,
                    "data", DataPayload.class,
                    "image", ImagePayload.class);

    @ParameterizedTest
    @CsvSource({"http", "email", "data", "image"})
    void shouldHaveASchemaWithTheFieldsOfThePayload(String type) throws Exception {
        JsonNode properties = HandlerJson.mapper().readTree(schema(type)).get("properties");

        assertThat(List.copyOf(properties.propertyStream().map(Map.Entry::getKey).toList()))
                .containsExactlyInAnyOrderElementsOf(fields(type));
    }

    @ParameterizedTest
    @CsvSource({"http", "email", "data", "image"})
    void shouldDocumentEveryFieldAndHaveAValidExample(String type) throws Exception {
        String page = page(type);

        assertThat(fields(type)).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
        assertThat(errors(type, block(page, "payload"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "http  | {'endpoint':'a','url':'https://b.org/'}",
                "http  | {'bdy':1}",
                "email | {'to':['a@b.org']}",
                "email | {'text':'x'}",
                "data  | {'expression':'1','use':'a'}",
                "data  | {}",
                "image | {'operation':'resize','source':'a/b','target':'a/c.png'}",
                "image | {'operation':'convert','source':'a/b','target':'a/c.png','width':1}",
            })
    void shouldRefuseInTheSchemaWhatTheHandlerRefuses(String type, String payload) {
        assertThat(errors(type, payload.replace('\'', '"'))).isNotEmpty();
    }

    /** Whoever reads one of these documents first copies its example. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas/src/main/resources/dev/strand/schemas/task-submission.schema.json",
                "schemas/src/main/resources/dev/strand/schemas/task-command.schema.json",
                "schemas/src/main/resources/dev/strand/schemas/status-record.schema.json",
                "schemas/src/main/resources/dev/strand/schemas/dead-letter.schema.json",
                "ingest-service/src/main/resources/strand-openapi-ingest.json",
                "status-api/src/main/resources/strand-openapi-status-api.json",
            })
    void shouldTakeThePayloadsOfAllExamples(String file) throws Exception {
        JsonNode document =
                HandlerJson.mapper().readTree(Files.readString(Path.of("..").resolve(file)));
        List<JsonNode> examples =
                document.findParents("payload").stream()
                        .filter(task -> PAYLOADS.containsKey(task.path("type").asText()))
                        .toList();

        assertThat(examples).isNotEmpty();
        assertThat(examples)
                .allSatisfy(task ->
                        assertThat(
                                        errors(
                                                task.get("type").asText(),
                                                task.get("payload").toString()))
                                .isEmpty());
    }

    @Test
    void shouldRunTheExampleOfData() throws Exception {
        String page = page("data");

        assertThat(run(new DataHandler(), Map.of(), block(page, "payload")))
                .isEqualTo(HandlerJson.mapper().readTree(block(page, "result")));
    }

    @Test
    void shouldRunTheExampleOfImage(@TempDir Path photos) throws Exception {
        Files.createDirectory(photos.resolve("in"));
        BufferedImage cat = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        assertThat(ImageIO.write(cat, "jpeg", photos.resolve("in/cat.jpg").toFile())).isTrue();

        JsonNode result =
                run(
                        new ImageHandler(),
                        Map.of(
                                "roots.photos.path",
                                photos.toString(),
                                "roots.photos.writable",
                                "true"),
                        block(page("image"), "payload"));

        assertThat(result.get("width").asInt()).isEqualTo(160);
        assertThat(result.get("height").asInt()).isEqualTo(120);
    }

    @Test
    void shouldRunTheExampleOfEmail() throws Exception {
        GreenMail server =
                new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            run(
                    new EmailHandler(),
                    Map.of(
                            "host", "127.0.0.1",
                            "port", Integer.toString(server.getSmtp().getPort()),
                            "tls", "none",
                            "from", "strand@example.org"),
                    block(page("email"), "payload"));
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    @Test
    void shouldRunTheExampleOfHttp() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        try {
            JsonNode result =
                    run(
                            new HttpHandler(),
                            Map.of(
                                    "endpoints.billing.url",
                                    "http://localhost:" + server.getAddress().getPort() + "/",
                                    "endpoints.billing.allow-private",
                                    "true"),
                            block(page("http"), "payload"));
            assertThat(result.get("status").asInt()).isEqualTo(204);
        } finally {
            server.stop(0);
        }
    }

    private static JsonNode run(
            TaskHandler<?, ?> handler, Map<String, String> settings, String payload)
            throws InterruptedException {
        try (HandlerHarness harness = HandlerHarness.of(handler, settings)) {
            return harness.run(payload).completed();
        }
    }

    private static List<String> fields(String type) {
        return Arrays.stream(Objects.requireNonNull(PAYLOADS.get(type)).getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private static List<String> errors(String type, String payload) {
        return StreamSupport.stream(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema(type))
                                .validate(payload, InputFormat.JSON)
                                .spliterator(),
                        false)
                .map(Object::toString)
                .toList();
    }

    private static String schema(String type) {
        String file = "/dev/strand/handlers/" + type + "-payload.schema.json";
        try (InputStream in = HandlerDocsTest.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String page(String type) throws Exception {
        return Files.readString(Path.of("..", "docs", "handlers", type + ".md"));
    }

    /** The text of the first block of JSON of this kind. */
    private static String block(String page, String kind) {
        var matcher =
                Pattern.compile("```json " + kind + "\\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
