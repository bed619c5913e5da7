package dev.strand.status.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, read from the class path once and kept. For use by several threads. */
@Singleton
class PageFiles {
    private static final String FOLDER = "dashboard/";
    private static final Pattern NAME = Pattern.compile("(assets/)?[A-Za-z0-9_][A-Za-z0-9._-]*");

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** A file by its path below the root, or null if this build has none of that name. */
    byte @Nullable [] find(String path) {
        byte[] known = read.get(path);
        if (known != null || !NAME.matcher(path).matches()) {
            return known;
        }
        byte[] found = load(path);
        if (found != null) {
            read.put(path, found);
        }
        return found;
    }

    private static byte @Nullable [] load(String path) {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + path + " cannot be read", e);
        }
    }
}
