package dev.strand.access;

import dev.strand.schemas.topic.Topics;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with settings, so that all of it is told at once. For one thread. */
public final class SettingProblems {
    private static final String TOPIC_PREFIX = "strand.topic-prefix";

    private final List<String> all = new ArrayList<>();

    /** Adds a sentence that names the setting, the rule and what was got. */
    public void add(String problem) {
        all.add(problem);
    }

    /** Adds several. */
    public void addAll(Collection<String> problems) {
        all.addAll(problems);
    }

    /** All of them; what is added to it is one of them. */
    public List<String> list() {
        return all;
    }

    /** What the names of all topics begin with; the default, and a problem, if topics cannot. */
    public String topicPrefix(Environment environment) {
        String prefix =
                environment.getProperty(TOPIC_PREFIX, String.class).orElse(Topics.DEFAULT_PREFIX);
        try {
            Topics _ = Topics.withPrefix(prefix);
            return prefix;
        } catch (IllegalArgumentException e) {
            add(String.valueOf(e.getMessage()));
            return Topics.DEFAULT_PREFIX;
        }
    }

    /** A text that tells them all, each once. */
    public String text() {
        List<String> told = all.stream().distinct().toList();
        return told.size() == 1
                ? told.getFirst()
                : told.size() + " problems with the settings:\n- " + String.join("\n- ", told);
    }

    /** An exception with that text. */
    public ConfigurationException exception() {
        return new ConfigurationException(text());
    }
}
