package dev.strand.handler.registry;

import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.HandlerSetupException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shares the settings below {@value #PREFIX} out among the handlers. */
final class HandlerSettings {

    static final String PREFIX = "strand.handlers";

    private final Map<String, String> settings;
    private final Function<String, Optional<String>> environment;

    HandlerSettings(Map<String, String> settings, Function<String, Optional<String>> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Gives every handler its settings; {@code problems} takes theirs, and settings that belong to
     * no handler.
     *
     * @return what is missing, by the type whose handler is not configured
     */
    SortedMap<String, String> configure(List<FoundHandler> handlers, List<String> problems) {
        Map<String, Map<String, String>> byName = new HashMap<>();
        List<String> names = handlers.stream().map(FoundHandler::settingsName).toList();
        new TreeMap<>(settings)
                .forEach((key, value) -> {
                    String name = ownerOf(key, names);
                    if (name == null) {
                        problems.add(
                                "%s.%s must belong to a handler, got: no handler of that name among %s; correct or remove it"
                                        .formatted(PREFIX, key, names));
                    } else {
                        byName.computeIfAbsent(name, _ -> new TreeMap<>())
                                .put(key.substring(name.length() + 1), value);
                    }
                });
        SortedMap<String, String> missing = new TreeMap<>();
        for (FoundHandler handler : handlers) {
            Map<String, String> own = byName.getOrDefault(handler.settingsName(), Map.of());
            configure(handler, own, problems)
                    .ifPresent(
                            remedy -> handler.types().forEach(type -> missing.put(type, remedy)));
        }
        return missing;
    }

    private Optional<String> configure(
            FoundHandler found, Map<String, String> own, List<String> problems) {
        HandlerConfig config =
                HandlerConfig.of(PREFIX + "." + found.settingsName(), own, environment);
        try {
            if (found.handler() instanceof ConfigurableHandler configurable) {
                configurable.configure(config);
            }
            config.verify();
        } catch (HandlerSetupException e) {
            problems.addAll(e.problems());
        } catch (RuntimeException e) {
            problems.add(found.describe() + " refused its settings: " + e);
        }
        return config.missing();
    }

    /** Names may have dots in them, so the longest one that fits is meant. */
    private static @Nullable String ownerOf(String key, List<String> names) {
        return names.stream()
                .filter(name -> key.startsWith(name + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }
}
