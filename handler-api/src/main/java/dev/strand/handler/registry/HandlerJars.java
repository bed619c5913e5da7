package dev.strand.handler.registry;

import dev.strand.handler.TaskHandler;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of a directory, each with a class loader of its own, so that their libraries do not get
 * in each other's way.
 */
final class HandlerJars {

    private HandlerJars() {}

    /**
     * Opens every {@code *.jar} directly in the directory, in the order of their names; none if
     * there is no such directory.
     *
     * @param problems takes what cannot be read
     */
    static List<URLClassLoader> open(Path directory, List<String> problems) {
        List<URLClassLoader> loaders = new ArrayList<>();
        if (!Files.exists(directory)) {
            return loaders;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path jar : files.filter(HandlerJars::isJar).sorted().toList()) {
                URL[] urls = {jar.toUri().toURL()};
                loaders.add(
                        new URLClassLoader(nameOf(jar), urls, TaskHandler.class.getClassLoader()));
            }
        } catch (IOException e) {
            problems.add(
                    "handler directory "
                            + directory
                            + " must be a readable directory of jars, got: "
                            + e);
        }
        return loaders;
    }

    private static boolean isJar(Path file) {
        return nameOf(file).endsWith(".jar");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
