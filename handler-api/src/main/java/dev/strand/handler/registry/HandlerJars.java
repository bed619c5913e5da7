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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a directory, each with a class loader of its own, so that their libraries do not get
 * in each other's way.
 */
final class HandlerJars {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerJars.class);
    private static final String SERVICES = "META-INF/services/" + TaskHandler.class.getName();

    private HandlerJars() {}

    /**
     * Opens every {@code *.jar} directly in the directory, in the order of their names; none if
     * there is no such directory. Warns of those that declare no handler.
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
                URLClassLoader loader =
                        new URLClassLoader(nameOf(jar), urls, TaskHandler.class.getClassLoader());
                loaders.add(loader);
                warnOfNone(loader);
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

    private static void warnOfNone(URLClassLoader loader) {
        if (loader.findResource(SERVICES) == null) {
            LOG.atWarn()
                    .addKeyValue("jar", loader.getName())
                    .addKeyValue("remedy", "name its handlers in " + SERVICES)
                    .log("jar among those of the handlers declares no handler: it is ignored");
        }
    }

    private static boolean isJar(Path file) {
        return nameOf(file).endsWith(".jar");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
