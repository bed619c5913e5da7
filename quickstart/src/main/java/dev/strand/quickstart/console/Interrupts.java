package dev.strand.quickstart.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C: the first one ends the JVM cleanly, the second one at once. Done with the JDK's only
 * interface to signals, which javac lets nobody use without a warning: hence by reflection. Where
 * it is missing, a Ctrl-C is still a clean end.
 */
public final class Interrupts {
    private static final int STATUS_OF_SIGINT = 130;

    private Interrupts() {}

    /** Handles Ctrl-C from now on; {@code farewell} runs on the first one, before the JVM ends. */
    public static void handle(Runnable farewell) {
        AtomicInteger count = new AtomicInteger();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler =
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupted(count.incrementAndGet(), farewell);
                        }
                        return null;
                    };
            Object proxy =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handlerType},
                            handler);
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(farewell, "farewell"));
        }
    }

    private static void interrupted(int count, Runnable farewell) {
        if (count > 1) {
            Runtime.getRuntime().halt(STATUS_OF_SIGINT);
        }
        farewell.run();
        Thread.ofPlatform().name("exit").start(() -> System.exit(0));
    }
}
