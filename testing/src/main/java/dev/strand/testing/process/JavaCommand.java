package dev.strand.testing.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What child JVM to start; by default with the Java and the class path of this one. Mutable, for
 * one thread.
 */
public final class JavaCommand {
    private static final String DEFAULT_MAX_HEAP = "512m";

    /**
     * Jars of the compiler plugins are on the class path of some tests, and of no use to a child.
     */
    private static final List<String> NOT_FOR_CHILDREN =
            List.of("error_prone", "nullaway", "surefire", "failsafe", "junit-platform-launcher");

    private final String mainClass;
    private final List<String> jvmOptions =
            new ArrayList<>(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow"));
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> classPath = new ArrayList<>(ownClassPath());
    private String maxHeap = DEFAULT_MAX_HEAP;
    private @Nullable Path output;
    private @Nullable Path workingDirectory;

    JavaCommand(String mainClass) {
        this.mainClass = mainClass;
    }

    /** Adds arguments of the program. */
    public JavaCommand arguments(String... more) {
        arguments.addAll(Arrays.asList(more));
        return this;
    }

    /** Adds options of the JVM. */
    public JavaCommand jvmOptions(String... more) {
        jvmOptions.addAll(Arrays.asList(more));
        return this;
    }

    /** Sets an environment variable of the child, besides those of this process. */
    public JavaCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Largest heap, as {@code -Xmx} takes it; {@value #DEFAULT_MAX_HEAP} by default. */
    public JavaCommand maxHeap(String size) {
        maxHeap = size;
        return this;
    }

    /** Adds a jar or a directory of classes in front of the class path. */
    public JavaCommand classPathFirst(Path entry) {
        classPath.addFirst(entry.toString());
        return this;
    }

    /** Takes what ends like this off the class path. */
    public JavaCommand classPathWithout(String ending) {
        classPath.removeIf(entry -> entry.endsWith(ending));
        return this;
    }

    /** The directory in which the child starts; that of this process by default. */
    public JavaCommand workingDirectory(Path directory) {
        workingDirectory = directory;
        return this;
    }

    /** The file to which the output is appended; required. */
    public JavaCommand output(Path file) {
        output = file;
        return this;
    }

    /** Starts the child. */
    public JavaProcess start() {
        if (output == null) {
            throw new IllegalStateException(
                    "a child JVM needs a file for its output; call output(file) before start()");
        }
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        if (workingDirectory != null) {
            builder.directory(workingDirectory.toFile());
        }
        return JavaProcess.start(mainClass, builder, output);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + maxHeap);
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static List<String> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.isEmpty()
                                && NOT_FOR_CHILDREN.stream().noneMatch(fileName(entry)::startsWith))
                .collect(Collectors.toList());
    }

    private static String fileName(String entry) {
        Path name = Path.of(entry).getFileName();
        return name == null ? "" : name.toString();
    }
}
