package dev.strand.ingest.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds settings against their ranges, both ends included, and keeps all that is wrong instead of
 * the first.
 */
final class Ranges {
    private final String prefix;
    private final List<String> errors = new ArrayList<>();

    Ranges(String prefix) {
        this.prefix = prefix;
    }

    void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            add(name + " must be " + min + " to " + max + ", got: " + value);
        }
    }

    void check(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            add(name + " must be " + min + " to " + max + ", got: " + value);
        }
    }

    void add(String error) {
        errors.add(prefix + "." + error);
    }

    List<String> errors() {
        return errors;
    }
}
