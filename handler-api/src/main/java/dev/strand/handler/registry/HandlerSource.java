package dev.strand.handler.registry;

import dev.strand.handler.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;

/** Handlers declared in {@code META-INF/services} that one class loader sees. */
final class HandlerSource {

    private final ClassLoader loader;
    private final String origin;
    private final Predicate<Class<?>> wanted;

    private HandlerSource(ClassLoader loader, String origin, Predicate<Class<?>> wanted) {
        this.loader = loader;
        this.origin = origin;
        this.wanted = wanted;
    }

    /** All that the loader and its parents declare. */
    static HandlerSource services(ClassLoader loader) {
        return new HandlerSource(loader, "service on the class path", _ -> true);
    }

    /** Only what the loader itself declares, not its parents. */
    static HandlerSource jar(ClassLoader loader, String name) {
        return new HandlerSource(loader, name, type -> loader.equals(type.getClassLoader()));
    }

    String origin() {
        return origin;
    }

    /**
     * One instance of every declared handler class that is not among {@code known}, which it is
     * added to.
     *
     * @param problems takes what keeps a declared class from being used
     */
    List<TaskHandler<?, ?>> load(Set<Class<?>> known, List<String> problems) {
        List<TaskHandler<?, ?>> handlers = new ArrayList<>();
        for (ServiceLoader.Provider<?> provider : declared(known, problems)) {
            try {
                handlers.add((TaskHandler<?, ?>) provider.get());
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add(unusable(provider.type().getName(), e));
            }
        }
        return handlers;
    }

    @SuppressWarnings("rawtypes") // ServiceLoader takes the class literal, which is raw
    private List<ServiceLoader.Provider<?>> declared(Set<Class<?>> known, List<String> problems) {
        List<ServiceLoader.Provider<?>> providers = new ArrayList<>();
        try {
            ServiceLoader.load(TaskHandler.class, loader).stream()
                    .filter(provider -> wanted.test(provider.type()) && known.add(provider.type()))
                    .forEach(providers::add);
        } catch (ServiceConfigurationError | LinkageError e) {
            problems.add(unusable("a declared task handler", e));
        }
        return providers;
    }

    private String unusable(String subject, Error e) {
        return "%s (%s) must be a public class with a public constructor without parameters, and find its libraries, got: %s%s"
                .formatted(
                        subject,
                        origin,
                        e.getMessage(),
                        e.getCause() == null ? "" : " (" + e.getCause() + ")");
    }
}
