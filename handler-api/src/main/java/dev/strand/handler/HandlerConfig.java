package dev.strand.handler;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one handler, read with their types. Every mistake is noted rather than thrown,
 * with the full name of the setting, and {@link #verify()} throws them all; a reader that notes a
 * mistake returns its default. Not thread-safe.
 */
public final class HandlerConfig {

    private final String prefix;
    private final Map<String, String> settings;
    private final SecretReferences references;
    private final List<String> problems;
    private final Set<String> read;
    private final AtomicReference<@Nullable String> missing;

    private HandlerConfig(
            String prefix, Map<String, String> settings, SecretReferences references) {
        this.prefix = prefix;
        this.settings = settings;
        this.references = references;
        this.problems = new ArrayList<>();
        this.read = new HashSet<>();
        this.missing = new AtomicReference<>();
    }

    private HandlerConfig(String prefix, Map<String, String> settings, HandlerConfig parent) {
        this.prefix = prefix;
        this.settings = settings;
        this.references = parent.references;
        this.problems = parent.problems;
        this.read = parent.read;
        this.missing = parent.missing;
    }

    /**
     * Settings whose secret references are looked up in the environment of this process.
     *
     * @param prefix what stands before every key in messages, without the last dot: {@code
     *     strand.handlers.email}
     * @param settings kebab-case keys relative to the prefix, parts separated by dots
     */
    public static HandlerConfig of(String prefix, Map<String, String> settings) {
        return of(prefix, settings, name -> Optional.ofNullable(System.getenv(name)));
    }

    /** Settings whose {@code ${env:NAME}} references are looked up in {@code environment}. */
    public static HandlerConfig of(
            String prefix,
            Map<String, String> settings,
            Function<String, Optional<String>> environment) {
        return new HandlerConfig(
                prefix, new TreeMap<>(settings), new SecretReferences(environment));
    }

    /**
     * A setting as it is written, without white space around it; empty if it is absent or blank.
     */
    public Optional<String> text(String key) {
        read.add(fullName(key));
        return Optional.ofNullable(settings.get(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /**
     * A list of comma-separated texts, empty entries left out; an empty list if the setting is
     * absent.
     */
    public List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** {@code true} or {@code false}; {@code whenAbsent} if it is neither. */
    public boolean flag(String key, boolean whenAbsent) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        if (!Set.of("true", "false").contains(value.get())) {
            reject(key, "must be true or false", value.get());
            return whenAbsent;
        }
        return Boolean.parseBoolean(value.get());
    }

    /** A whole number from {@code lowest} to {@code highest}. */
    public int number(String key, int whenAbsent, int lowest, int highest) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message serves: it names the rule and the value
        }
        reject(key, "must be a whole number from " + lowest + " to " + highest, value.get());
        return whenAbsent;
    }

    /** An ISO-8601 duration longer than zero, such as {@code PT30S}. */
    public Duration duration(String key, Duration whenAbsent) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            Duration duration = Duration.parse(value.get());
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // the same message serves: it names the rule and the value
        }
        reject(key, "must be an ISO-8601 duration longer than zero, such as PT30S", value.get());
        return whenAbsent;
    }

    /**
     * A text in which {@code ${env:NAME}} and {@code ${file:/path}} stand for a variable of the
     * environment and the content of a file; both are read now. What they refer to is hidden in
     * every message.
     */
    public Optional<Secret> resolved(String key) {
        try {
            return text(key).map(references::resolve);
        } catch (SecretReferences.UnresolvedException e) {
            problems.add(fullName(key) + " refers to a secret that is missing: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Like {@link #resolved}, for settings that must not be written into the configuration itself.
     */
    public Optional<Secret> secret(String key) {
        Optional<String> value = text(key);
        if (value.isPresent() && !SecretReferences.areIn(value.get())) {
            reject(
                    key,
                    "must refer to the secret by ${env:NAME} or ${file:/path}",
                    "a plain text (not shown)");
            return Optional.empty();
        }
        return resolved(key);
    }

    /**
     * The names directly below {@code section}, sorted: {@code a} and {@code b} for {@code
     * section.a.x} and {@code section.b}.
     */
    public Set<String> names(String section) {
        Set<String> names = new TreeSet<>();
        for (String key : settings.keySet()) {
            if (key.startsWith(section + ".")) {
                String rest = key.substring(section.length() + 1);
                int dot = rest.indexOf('.');
                names.add(dot < 0 ? rest : rest.substring(0, dot));
            }
        }
        return names;
    }

    /** The settings below {@code section}; mistakes in them belong to this configuration. */
    public HandlerConfig section(String section) {
        Map<String, String> below = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(section + ".")) {
                below.put(key.substring(section.length() + 1), value);
            }
        });
        return new HandlerConfig(fullName(section), below, this);
    }

    /**
     * Notes a mistake.
     *
     * @param rule what the setting must be, and what to do about it, as the words behind its name
     * @param got what it is; never a secret
     */
    public void reject(String key, String rule, String got) {
        read.add(fullName(key));
        problems.add(fullName(key) + " " + rule + ", got: " + got);
    }

    /**
     * Says that the handler cannot work because settings that it cannot do without are absent. That
     * is no mistake: its tasks wait, as those of a type without a handler do, until a process has
     * the settings, and the start says so.
     *
     * @param remedy what to set, as a sentence without its full stop: {@code set
     *     strand.handlers.email.host}
     */
    public void notConfigured(String remedy) {
        missing.set(remedy);
    }

    /** What {@link #notConfigured} was told; empty if the handler can work. */
    public Optional<String> missing() {
        return Optional.ofNullable(missing.get());
    }

    /** The setting's name as people write it, for messages. */
    public String fullName(String key) {
        return prefix + "." + key;
    }

    /**
     * Ends the reading of this configuration.
     *
     * @throws HandlerSetupException with every mistake noted so far, and every setting that nobody
     *     has read
     */
    public void verify() {
        List<String> all = new ArrayList<>(problems);
        for (String key : settings.keySet()) {
            if (!read.contains(fullName(key))) {
                all.add(fullName(key) + " is not a known setting: correct its name or remove it");
            }
        }
        if (!all.isEmpty()) {
            throw new HandlerSetupException(all);
        }
    }
}
