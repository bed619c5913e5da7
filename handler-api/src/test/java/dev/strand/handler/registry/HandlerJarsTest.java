package dev.strand.handler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.testkit.TestTaskContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Compiles handlers at run time, so that the classes are in the jars and nowhere else. */
class HandlerJarsTest {

    @TempDir private Path folder;

    @Test
    void shouldRunHandlersFromJarsEachWithItsOwnClasses() throws Exception {
        Path handlers = Files.createDirectory(folder.resolve("handlers"));
        jar(
                handlers.resolve("one.jar"),
                "plugin.One",
                handler("One", "one", "plugin.Words.word()"),
                words("first"));
        jar(
                handlers.resolve("two.jar"),
                "plugin.Two",
                handler("Two", "two", "plugin.Words.word()"),
                words("second"));
        Files.writeString(handlers.resolve("README.txt"), "not a jar");

        try (HandlerRegistry registry = new HandlerDiscovery().directory(handlers).build()) {
            assertThat(registry.types()).containsExactly("one", "two");
            assertThat(invoke(registry, "one")).isEqualTo("\"first\"");
            assertThat(invoke(registry, "two")).isEqualTo("\"second\"");
        }
    }

    @Test
    void shouldSetTheContextClassLoaderWhileTheHandlerRuns() throws Exception {
        String loaderName = "Thread.currentThread().getContextClassLoader().getName()";
        jar(folder.resolve("one.jar"), "plugin.One", handler("One", "one", loaderName));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        try (HandlerRegistry registry = new HandlerDiscovery().directory(folder).build()) {
            assertThat(invoke(registry, "one")).isEqualTo("\"one.jar\"");
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void shouldWarnOfAJarThatDeclaresNoHandler() throws Exception {
        jar(folder.resolve("one.jar"), "plugin.One", handler("One", "one", "1"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(folder.resolve("two.jar")))) {
            put(jar, "words.txt", new byte[0]);
        }
        Logger logger = (Logger) LoggerFactory.getLogger(HandlerJars.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            new HandlerDiscovery().directory(folder).build().close();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.WARN);
                    assertThat(event.getKeyValuePairs())
                            .extracting(Object::toString)
                            .contains("jar=\"two.jar\"");
                });
    }

    @Test
    void shouldNameTheJarsOfTwoHandlersOfOneType() throws Exception {
        jar(folder.resolve("a.jar"), "plugin.One", handler("One", "same", "1"));
        jar(folder.resolve("b.jar"), "plugin.Two", handler("Two", "same", "2"));
        HandlerDiscovery discovery = new HandlerDiscovery().directory(folder);

        assertThatThrownBy(discovery::build)
                .isInstanceOf(HandlerSetupException.class)
                .hasMessageContaining("got: plugin.One (a.jar) and plugin.Two (b.jar);");
    }

    @Test
    void shouldNameTheClassThatCannotBeMade() throws Exception {
        jar(
                folder.resolve("a.jar"),
                "plugin.One",
                handler("One", "one", "1", "throw new IllegalStateException(\"no database\");"));
        jar(folder.resolve("b.jar"), "plugin.Missing");
        HandlerDiscovery discovery = new HandlerDiscovery().directory(folder);

        assertThatThrownBy(discovery::build)
                .isInstanceOf(HandlerSetupException.class)
                .hasMessageContaining("plugin.One (a.jar) must be")
                .hasMessageContaining("no database")
                .hasMessageContaining("(b.jar) must be")
                .hasMessageContaining("plugin.Missing");
    }

    @Test
    void shouldTreatAMissingDirectoryAsEmptyAndAFileAsAMistake() throws Exception {
        new HandlerDiscovery().directory(folder.resolve("missing")).build().close();

        HandlerDiscovery discovery =
                new HandlerDiscovery().directory(Files.createFile(folder.resolve("file")));
        assertThatThrownBy(discovery::build)
                .hasMessageContaining("must be a readable directory of jars");
    }

    private static String invoke(HandlerRegistry registry, String type) throws Exception {
        byte[] result =
                registry.find(type).orElseThrow().invoke(new byte[] {'1'}, new TestTaskContext());
        return new String(result, StandardCharsets.UTF_8);
    }

    private static Source handler(String name, String type, String expression) {
        return handler(name, type, expression, "");
    }

    private static Source handler(
            String name, String type, String expression, String inConstructor) {
        return new Source(
                "plugin." + name,
                """
                package plugin;
                @dev.strand.handler.TaskType("%s")
                public class %s implements dev.strand.handler.TaskHandler<Integer, Object> {
                    public %s() { %s }
                    public Object handle(Integer payload, dev.strand.handler.TaskContext context) { return %s; }
                }
                """
                        .formatted(type, name, name, inConstructor, expression));
    }

    private static Source words(String word) {
        return new Source(
                "plugin.Words",
                "package plugin; class Words { static String word() { return \"%s\"; } }"
                        .formatted(word));
    }

    private void jar(Path jar, String service, Source... sources) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        compile(classes, List.of(sources));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            put(
                    entries,
                    "META-INF/services/dev.strand.handler.TaskHandler",
                    service.getBytes(StandardCharsets.UTF_8));
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

    private static void compile(Path target, List<Source> sources) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
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
            assertThat(compiler.getTask(null, files, null, options, null, sources).call()).isTrue();
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String className, String code) {
            super(
                    URI.create("string:///" + className.replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
