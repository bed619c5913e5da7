package dev.strand.processor.settings;

import dev.strand.access.SettingProblems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads settings that name files. */
final class Paths {
    private Paths() {}

    /** The path; the working directory, and a problem, if the text is none. */
    static Path read(String name, String text, SettingProblems problems) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            problems.add(name + " must be a path, got: " + text);
            return Path.of("");
        }
    }
}
