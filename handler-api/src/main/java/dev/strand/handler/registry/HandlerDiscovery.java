package dev.strand.handler.registry;

import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.TaskHandler;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says where handlers are to be found, and {@link #build() finds them}. For one thread, and for one
 * use.
 *
 * <p>A class that was registered is not made again when it is also declared as a service.
 */
public final class HandlerDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerDiscovery.class);

    private final List<TaskHandler<?, ?>> registered = new ArrayList<>();
    private final List<FoundHandler> found = new ArrayList<>();
    private final List<HandlerSource> sources = new ArrayList<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private Function<String, Optional<String>> environment =
            name -> Optional.ofNullable(System.getenv(name));

    /** Adds a handler that carries {@link dev.strand.handler.TaskType}. */
    public HandlerDiscovery register(TaskHandler<?, ?> handler) {
        registered.add(handler);
        found.addAll(FoundHandler.inspect(handler, "registered", problems));
        return this;
    }

    /** Adds a handler for one type, with its payload: for lambdas, which carry neither. */
    public <P> HandlerDiscovery register(String type, Class<P> payload, TaskHandler<P, ?> handler) {
        registered.add(handler);
        found.addAll(FoundHandler.given(type, payload, handler, problems));
        return this;
    }

    /** Tells of a handler that could not be made: {@link #build} fails and says so. */
    public HandlerDiscovery failed(String problem) {
        problems.add(problem);
        return this;
    }

    /**
     * Adds the handlers that are declared as services of {@link TaskHandler} on the class path of
     * {@code loader}.
     */
    public HandlerDiscovery services(ClassLoader loader) {
        sources.add(HandlerSource.services(loader));
        return this;
    }

    /**
     * Adds the handlers declared as services in the jars of a directory. Each jar has its own class
     * loader and brings its own libraries, except for those that the handler interface needs. A
     * directory that does not exist is an empty one.
     */
    public HandlerDiscovery directory(Path directory) {
        for (URLClassLoader loader : HandlerJars.open(directory, problems)) {
            loaders.add(loader);
            sources.add(HandlerSource.jar(loader, loader.getName()));
        }
        return this;
    }

    /** Adds settings, by their keys below {@code strand.handlers}: {@code http.timeout}. */
    public HandlerDiscovery settings(Map<String, String> additional) {
        settings.putAll(additional);
        return this;
    }

    /** Replaces the environment in which {@code ${env:NAME}} references are looked up. */
    public HandlerDiscovery environment(Function<String, Optional<String>> lookUp) {
        environment = lookUp;
        return this;
    }

    /**
     * Finds, configures and binds all handlers.
     *
     * @return a registry that owns the handlers: closing it closes them
     * @throws HandlerSetupException with everything that is wrong, after closing what was opened
     */
    public HandlerRegistry build() {
        Set<Class<?>> known = new HashSet<>();
        registered.forEach(handler -> known.add(handler.getClass()));
        List<TaskHandler<?, ?>> owned = new ArrayList<>(registered);
        for (HandlerSource source : sources) {
            List<TaskHandler<?, ?>> loaded = source.load(known, problems);
            loaded.forEach(handler ->
                    found.addAll(FoundHandler.inspect(handler, source.origin(), problems)));
            owned.addAll(loaded);
        }
        Map<String, BoundHandler> byType = bind();
        SortedMap<String, String> missing =
                new HandlerSettings(settings, environment).configure(found, problems);
        byType.keySet().removeAll(missing.keySet());
        HandlerRegistry registry = new HandlerRegistry(byType, missing, owned, loaders);
        if (!problems.isEmpty()) {
            registry.close();
            throw new HandlerSetupException(problems);
        }
        report(byType, missing);
        return registry;
    }

    private static void report(
            Map<String, BoundHandler> byType, SortedMap<String, String> missing) {
        byType.values()
                .forEach(handler ->
                        LOG.atInfo()
                                .addKeyValue("type", handler.type())
                                .addKeyValue("handler", handler.handlerClass().getName())
                                .log("task handler is ready"));
        missing.forEach((type, remedy) ->
                LOG.atWarn()
                        .addKeyValue("type", type)
                        .addKeyValue("remedy", remedy)
                        .log("task handler is not configured: its tasks wait"));
    }

    private Map<String, BoundHandler> bind() {
        Map<String, FoundHandler> first = new TreeMap<>();
        Map<String, BoundHandler> byType = new TreeMap<>();
        for (FoundHandler handler : found) {
            for (String type : handler.types()) {
                FoundHandler other = first.putIfAbsent(type, handler);
                if (other == null) {
                    byType.put(type, BoundHandler.of(type, handler));
                } else {
                    problems.add(
                            "task type '%s' must have one handler, got: %s and %s; remove one, or change its @TaskType"
                                    .formatted(type, other.describe(), handler.describe()));
                }
            }
        }
        return byType;
    }
}
