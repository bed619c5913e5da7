package dev.strand.handlers.image;

import dev.strand.handler.PermanentFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directories that tasks may name files in. A payload names a file {@code <root>/<path>}, and
 * no path leads out of its root: neither by {@code ..} nor by a symbolic link, for it is the real
 * path that counts. Whoever else can write into a root is trusted not to exchange its directories
 * in the very moment.
 *
 * @param byName the directories
 */
record ImageRoots(Map<String, Root> byName) {

    /**
     * A directory.
     *
     * @param directory where it is
     * @param isWritable whether targets may be in it
     */
    record Root(Path directory, boolean isWritable) {}

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    ImageRoots {
        byName = Map.copyOf(byName);
    }

    /**
     * The real path of a file to read.
     *
     * @param pointer the field of the payload, for messages
     * @throws PermanentFailureException if it is not below a root, or no file
     * @throws IOException if it cannot be looked at, or is not there (yet)
     */
    Path source(String pointer, String text) throws PermanentFailureException, IOException {
        Path root = rootOf(pointer, text).directory().toRealPath();
        Path real = root.resolve(relative(pointer, text)).toRealPath();
        if (!real.startsWith(root)) {
            throw outside(pointer, text);
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new PermanentFailureException(
                    "%s must be a file, got: '%s'; name a file".formatted(pointer, text));
        }
        return real;
    }

    /**
     * The path of a file to write, in a directory that exists: it is created below the root if need
     * be. A symbolic link of that name would be replaced, not followed.
     */
    Path target(String pointer, String text) throws PermanentFailureException, IOException {
        Root named = rootOf(pointer, text);
        if (!named.isWritable()) {
            throw new PermanentFailureException(
                    "%s must be in a root that may be written to, got: '%s'; set strand.handlers.image.roots.%s.writable=true if it is meant"
                            .formatted(pointer, text, nameOf(text)));
        }
        Path root = named.directory().toRealPath();
        Path path = root.resolve(relative(pointer, text));
        Path parent = parentOf(path);
        if (!existing(parent).toRealPath().startsWith(root)) {
            throw outside(pointer, text);
        }
        Path realParent = Files.createDirectories(parent).toRealPath();
        Path name = path.getFileName();
        if (!realParent.startsWith(root) || name == null) {
            throw outside(pointer, text);
        }
        Path target = realParent.resolve(name);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new PermanentFailureException(
                    "%s must be a file, got: the directory '%s'; name a file"
                            .formatted(pointer, text));
        }
        return target;
    }

    private Root rootOf(String pointer, String text) throws PermanentFailureException {
        Root root = byName.get(nameOf(text));
        if (root == null) {
            throw new PermanentFailureException(
                    "%s must begin with the name of a configured root (%s), got: '%s'; configure strand.handlers.image.roots.<name>.path"
                            .formatted(pointer, String.join(", ", names()), text));
        }
        return root;
    }

    private Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    private static String nameOf(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static Path relative(String pointer, String text) throws PermanentFailureException {
        String path = text.substring(Math.min(text.length(), nameOf(text).length() + 1));
        boolean isPlain = path.chars().noneMatch(unit -> unit == '\\' || unit < ' ');
        for (String name : path.split("/", -1)) {
            isPlain = isPlain && !NO_NAMES.contains(name);
        }
        try {
            Path relative = Path.of(path);
            if (isPlain && !relative.isAbsolute()) {
                return relative;
            }
        } catch (InvalidPathException e) {
            // the same message serves: it names the rule and the value
        }
        throw new PermanentFailureException(
                "%s must be <root>/<path> with plain names between the slashes, got: '%s'; correct it"
                        .formatted(pointer, text.strip()));
    }

    private static Path existing(Path path) {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = parentOf(existing);
        }
        return existing;
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static PermanentFailureException outside(String pointer, String text) {
        return new PermanentFailureException(
                "%s must stay inside its root, got: '%s', which a symbolic link leads out of; name a file of the root"
                        .formatted(pointer, text));
    }
}
