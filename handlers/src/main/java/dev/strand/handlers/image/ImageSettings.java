package dev.strand.handlers.image;

import dev.strand.handler.HandlerConfig;
import dev.strand.handlers.cpu.CpuWork;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings below {@code strand.handlers.image}.
 *
 * @param roots where files may be
 * @param maxPixels of an image that is read or written
 * @param maxFileBytes of a file that is read
 * @param atOnce images that are worked on at the same time
 */
record ImageSettings(ImageRoots roots, int maxPixels, long maxFileBytes, int atOnce) {

    private static final int DEFAULT_MAX_MEGAPIXELS = 50;
    private static final int MOST_MEGAPIXELS = 500;
    private static final int DEFAULT_MAX_FILE_MEGABYTES = 50;
    private static final int MOST_FILE_MEGABYTES = 2_000;
    private static final int MOST_AT_ONCE = 256;

    static final ImageSettings NONE =
            new ImageSettings(
                    new ImageRoots(Map.of()),
                    DEFAULT_MAX_MEGAPIXELS * 1_000_000,
                    DEFAULT_MAX_FILE_MEGABYTES * 1_000_000L,
                    1);

    static ImageSettings read(HandlerConfig config) {
        Map<String, ImageRoots.Root> roots = new TreeMap<>();
        for (String name : config.names("roots")) {
            HandlerConfig section = config.section("roots." + name);
            boolean isWritable = section.flag("writable", false);
            directory(section)
                    .ifPresent(directory ->
                            roots.put(name, new ImageRoots.Root(directory, isWritable)));
        }
        if (config.names("roots").isEmpty()) {
            config.notConfigured("set " + config.fullName("roots.<name>.path"));
        }
        return new ImageSettings(
                new ImageRoots(roots),
                1_000_000
                        * config.number(
                                "max-megapixels", DEFAULT_MAX_MEGAPIXELS, 1, MOST_MEGAPIXELS),
                1_000_000L
                        * config.number(
                                "max-file-megabytes",
                                DEFAULT_MAX_FILE_MEGABYTES,
                                1,
                                MOST_FILE_MEGABYTES),
                config.number("max-concurrent", CpuWork.defaultAtOnce(), 1, MOST_AT_ONCE));
    }

    private static Optional<Path> directory(HandlerConfig config) {
        String text = config.text("path").orElse("");
        try {
            Path directory = Path.of(text);
            if (directory.isAbsolute() && Files.isDirectory(directory)) {
                return Optional.of(directory);
            }
        } catch (InvalidPathException e) {
            // the same message serves: it names the rule and the value
        }
        config.reject("path", "must be the absolute path of a directory that exists", text);
        return Optional.empty();
    }
}
