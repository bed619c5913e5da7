package dev.strand.processor.config;

import java.time.Duration;
import java.util.List;

/** Says in one form what lies outside of its range. */
final class Ranges {
    private Ranges() {}

    static void check(List<String> found, String name, int value, int min, int max) {
        if (value < min || value > max) {
            found.add("%s must be %d to %d, got: %d".formatted(name, min, max, value));
        }
    }

    static void check(List<String> found, String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            found.add("%s must be %s to %s, got: %s".formatted(name, min, max, value));
        }
    }

    static void check(List<String> found, String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            found.add("%s must be %s to %s, got: %s".formatted(name, min, max, value));
        }
    }
}
