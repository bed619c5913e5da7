package dev.strand.processor.settings;

import io.micronaut.context.exceptions.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with settings, so that all of it is told at once. For one thread. */
final class Problems {
    private final List<String> all = new ArrayList<>();

    void add(String problem) {
        all.add(problem);
    }

    void addAll(Collection<String> problems) {
        all.addAll(problems);
    }

    List<String> list() {
        return all;
    }

    /** An exception that tells them all. */
    ConfigurationException exception() {
        return new ConfigurationException(
                all.size() == 1
                        ? all.getFirst()
                        : all.size()
                                + " problems with the settings:\n- "
                                + String.join("\n- ", all));
    }
}
