package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README that uses the client, compiled and run as it stands there. */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class ReadmeJavaIT {
    private static final Pattern BLOCK =
            Pattern.compile("```java\\n((?:(?!```).)*StrandClient.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void shouldRunTheExampleOfTheClient(StrandProcess strand) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(block.find()).isTrue();
        String source =
                """
                import dev.strand.client.*;
                import dev.strand.client.Controls.Remark;
                import java.io.PrintStream;
                import java.time.Duration;
                import java.util.Map;

                public final class Example {
                    public static void run(PrintStream out) {
                        %s
                    }
                }
                """
                        .formatted(strand.withPorts(block.group(1)).replace("System.out", "out"));
        Path file = Files.writeString(directory.resolve("Example.java"), source);

        assertThat(run(compiled(file))).contains(" is COMPLETED");
    }

    private URL compiled(Path file) throws Exception {
        StringWriter errors = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of("-proc:none", "-d", directory.toString()),
                                    null,
                                    files.getJavaFileObjects(file))
                            .call();
            assertThat(isCompiled).as(errors.toString()).isTrue();
        }
        return directory.toUri().toURL();
    }

    private static String run(URL classes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes}, ReadmeJavaIT.class.getClassLoader());
                PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            loader.loadClass("Example").getMethod("run", PrintStream.class).invoke(null, printed);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the example of the README fails", e.getCause());
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
