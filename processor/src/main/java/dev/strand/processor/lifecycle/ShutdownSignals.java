package dev.strand.processor.lifecycle;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the first request to end the process from the second: the first one drains, the second one
 * means now. The JVM alone would let the second one wait for the first.
 */
public final class ShutdownSignals {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownSignals.class);
    private static final int STATUS_OF_SIGNALS = 128;

    private final AtomicInteger received = new AtomicInteger();
    private final IntConsumer first;
    private final IntConsumer second;

    /**
     * Handlers of signals; each is given the exit status that belongs to the signal.
     *
     * @param first called once, on a thread of its own
     * @param second called for every later one
     */
    public ShutdownSignals(IntConsumer first, IntConsumer second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Handles SIGTERM and SIGINT from now on. Where the JVM does not let us, its own shutdown hooks
     * remain, and a second signal is of no effect.
     */
    public void install() {
        for (String name : List.of("TERM", "INT")) {
            try {
                install(name);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOG.atDebug().addKeyValue("signal", name).setCause(e).log("signal is not ours");
            }
        }
    }

    /**
     * By reflection: the class is in every JDK, but the compiler warns of it. The JVM calls nothing
     * of the handler but {@code handle}.
     */
    private void install(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object instance = signal.getConstructor(String.class).newInstance(name);
        int status = STATUS_OF_SIGNALS + (int) signal.getMethod("getNumber").invoke(instance);
        Object proxy =
                Proxy.newProxyInstance(
                        handler.getClassLoader(),
                        new Class<?>[] {handler},
                        (self, method, arguments) -> {
                            received(status);
                            return null;
                        });
        signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
    }

    void received(int status) {
        if (received.incrementAndGet() == 1) {
            first.accept(status);
        } else {
            second.accept(status);
        }
    }
}
