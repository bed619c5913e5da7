package dev.strand.processor;

import static dev.strand.processor.ProcessorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that others have written reach a real processor, as jars and as beans. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HandlersIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String CODE =
            """
            package plugin;
            @dev.strand.handler.TaskType("from-jar")
            public final class Shout implements dev.strand.handler.TaskHandler<Shout.Word, Shout.Loud> {
                public record Word(String word) {}
                public record Loud(String word, String jar) {}
                public Loud handle(Word payload, dev.strand.handler.TaskContext context) {
                    return new Loud(payload.word().toUpperCase(java.util.Locale.ROOT), getClass().getClassLoader().getName());
                }
            }
            """;

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldRunATaskByAHandlerOfAJarInTheHandlersDirectory() throws Exception {
        Path handlers = Files.createDirectories(directory.resolve("handlers"));
        jar(handlers.resolve("shout.jar"));
        try (JavaProcess processor =
                JavaProcess.of(ProcessorApplication.class.getName())
                        .environment("STRAND_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
                        .environment("STRAND_PROCESSOR_APPLICATION_ID", "with-jar")
                        .environment("STRAND_PROCESSOR_PORT", "0")
                        .environment("STRAND_PROCESSOR_PARTITIONS", "2")
                        .environment(
                                "STRAND_PROCESSOR_STATE_DIRECTORY",
                                directory.resolve("jar-state").toString())
                        .environment("STRAND_HANDLERS_DIRECTORY", handlers.toString())
                        .workingDirectory(directory)
                        .output(directory.resolve("child.log"))
                        .start()) {
            processor.awaitLine("processor started", LIMIT);

            submit(
                    "jar",
                    "{\"type\":\"from-jar\",\"taskId\":\"jar-1\",\"payload\":{\"word\":\"ada\"}}");

            assertThat(resultOf("jar-1")).isEqualTo("{\"word\":\"ADA\",\"jar\":\"shout.jar\"}");
            processor.terminate();
            processor.awaitExit(LIMIT);
        }
    }

    @Test
    void shouldRunATaskByAHandlerThatIsABeanWithDependencies() throws Exception {
        Map<String, Object> settings =
                new HashMap<>(
                        ProcessorFixture.on(
                                broker.bootstrapServers(), directory.resolve("bean-state")));
        settings.put("strand.processor.partitions", 2);
        settings.put("strand.processor.application-id", "with-bean");
        settings.put(GreetingBean.WANTED, true);
        try (ProcessorApplication application = ProcessorApplication.start(settings)) {
            submit("bean", "{\"type\":\"from-bean\",\"taskId\":\"bean-1\",\"payload\":\"Ada\"}");

            assertThat(resultOf("bean-1")).isEqualTo("\"Hello, Ada!\"");
            assertThat(application.processor()).isPresent();
        }
    }

    private static void submit(String group, String json) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                ProcessorFixture.producer(broker.bootstrapServers())) {
            var _ =
                    ProcessorFixture.append(
                            producer,
                            null,
                            group.getBytes(StandardCharsets.UTF_8),
                            json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String resultOf(String taskId) {
        return await().until(() -> completed(taskId), result -> result != null);
    }

    private static @Nullable String completed(String taskId) {
        for (var record :
                ProcessorFixture.readAll(broker, ProcessorFixture.TOPICS.status().name())) {
            if (StatusCodec.decode(record.value()) instanceof Decoded.Ok<?> ok
                    && ok.value() instanceof Fact fact
                    && fact.run().taskId().equals(taskId)
                    && fact.status() == FactStatus.COMPLETED) {
                RawJson result = fact.details().result();
                return result == null ? "null" : result.toString();
            }
        }
        return null;
    }

    private static void jar(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(directory, "classes");
        compile(classes);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                var compiled = Files.walk(classes)) {
            put(
                    entries,
                    "META-INF/services/dev.strand.handler.TaskHandler",
                    "plugin.Shout".getBytes(StandardCharsets.UTF_8));
            for (Path path : compiled.filter(Files::isRegularFile).toList()) {
                put(entries, classes.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static void compile(Path target) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of(
                            "-d",
                            target.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-proc:none");
            assertThat(
                            compiler.getTask(null, files, null, options, null, List.of(new Code()))
                                    .call())
                    .isTrue();
        }
    }

    private static final class Code extends SimpleJavaFileObject {
        Code() {
            super(URI.create("string:///plugin/Shout.java"), JavaFileObject.Kind.SOURCE);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return CODE;
        }
    }
}
