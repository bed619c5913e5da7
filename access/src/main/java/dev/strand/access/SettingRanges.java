package dev.strand.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds settings against their ranges, both ends included, and keeps all that is wrong instead of
 * the first. For one thread.
 */
public final class SettingRanges {
    private final String prefix;
    private final List<String> errors = new ArrayList<>();

    /** Of settings whose names begin with this, without a dot at its end. */
    public SettingRanges(String prefix) {
        this.prefix = prefix;
    }

    /** A number. */
    public void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            add(name + " must be " + min + " to " + max + ", got: " + value);
        }
    }

    /** A duration. */
    public void check(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            add(name + " must be " + min + " to " + max + ", got: " + value);
        }
    }

    /** Adds a sentence that begins with the name of the setting, without the prefix. */
    public void add(String error) {
        errors.add(prefix + "." + error);
    }

    /** What is wrong, a sentence each; empty if nothing is. */
    public List<String> errors() {
        return errors;
    }
}
