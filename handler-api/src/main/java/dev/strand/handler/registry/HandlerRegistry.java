package dev.strand.handler.registry;

import dev.strand.handler.TaskHandler;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of this process, one per task type at most. Unchanging until it is closed, and
 * thread-safe.
 */
public final class HandlerRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerRegistry.class);

    private final Map<String, BoundHandler> byType;
    private final SortedMap<String, String> unconfigured;
    private final List<TaskHandler<?, ?>> handlers;
    private final List<URLClassLoader> loaders;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    HandlerRegistry(
            Map<String, BoundHandler> byType,
            SortedMap<String, String> unconfigured,
            List<TaskHandler<?, ?>> handlers,
            List<URLClassLoader> loaders) {
        this.byType = new TreeMap<>(byType);
        this.unconfigured = Collections.unmodifiableSortedMap(new TreeMap<>(unconfigured));
        this.handlers = List.copyOf(handlers);
        this.loaders = List.copyOf(loaders);
    }

    /**
     * The handler of a type; empty if this process has none, which is no error: the task waits for
     * one that has.
     */
    public Optional<BoundHandler> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** All types that have a handler here. */
    public SortedSet<String> types() {
        return new TreeSet<>(byType.keySet());
    }

    /**
     * The types whose handler is here and lacks settings that it cannot do without, each with what
     * to set. To {@link #find} they are types without a handler.
     */
    public SortedMap<String, String> unconfigured() {
        return unconfigured;
    }

    /**
     * Closes every handler that is {@link AutoCloseable}, the registered ones too, then the jars.
     * Call it when no handler runs any more. What fails is logged, and the rest is closed
     * nevertheless. Idempotent.
     */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        List<AutoCloseable> closing = new ArrayList<>();
        for (TaskHandler<?, ?> handler : handlers) {
            if (handler instanceof AutoCloseable closeable) {
                closing.add(closeable);
            }
        }
        closing.addAll(loaders);
        closing.forEach(HandlerRegistry::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("handler", closeable.getClass().getName())
                    .setCause(e)
                    .log("task handler did not close cleanly");
        }
    }
}
