package dev.strand.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${env:NAME}} and {@code ${file:/path}} in settings by what they refer to. */
final class SecretReferences {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?<kind>env|file):(?<target>[^}]+)}");

    private final Function<String, Optional<String>> environment;

    SecretReferences(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** Whether the text has at least one reference. */
    static boolean areIn(String text) {
        return REFERENCE.matcher(text).find();
    }

    /**
     * The text with all references resolved; those parts are hidden, the rest of the text is not.
     *
     * @throws UnresolvedException if a variable is not set or a file cannot be read; the message
     *     never has a secret in it
     */
    Secret resolve(String text) {
        List<String> hidden = new ArrayList<>();
        String resolved =
                REFERENCE
                        .matcher(text)
                        .replaceAll(match -> {
                            String value = lookUp(match.group(1), match.group(2));
                            hidden.add(value);
                            return Matcher.quoteReplacement(value);
                        });
        return new Secret(resolved, hidden);
    }

    private String lookUp(String kind, String target) {
        return switch (kind) {
            case "env" ->
                    environment
                            .apply(target)
                            .orElseThrow(() ->
                                    new UnresolvedException(
                                            "environment variable " + target + " is not set"));
            default -> readFile(target);
        };
    }

    /** The file without the line end that editors and secret stores put behind the last line. */
    private static String readFile(String target) {
        try {
            return Files.readString(Path.of(target)).stripTrailing();
        } catch (InvalidPathException | IOException e) {
            throw new UnresolvedException(
                    "file " + target + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** A reference that leads nowhere. */
    static final class UnresolvedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnresolvedException(String message) {
            super(message);
        }
    }
}
