package dev.strand.systemtests.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** One Strand and one browser; both end with the test run. */
final class Shared implements AutoCloseable {
    private final Path directory;
    private final Strand strand;
    private final Chromium chromium;

    Shared() {
        try {
            directory = Files.createTempDirectory("strand-page");
            chromium = Chromium.start(Files.createDirectory(directory.resolve("driver")));
            strand = new Strand(Files.createDirectory(directory.resolve("strand")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Strand strand() {
        return strand;
    }

    Chromium chromium() {
        return chromium;
    }

    String url() {
        return strand.url();
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        strand.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
