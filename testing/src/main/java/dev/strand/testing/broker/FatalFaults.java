package dev.strand.testing.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a fatal fault of a broker from ending the JVM of a test: instead of exiting, the faulting
 * thread gets an exception and the fault is remembered here. Kafka knows one such place per JVM, so
 * only one of these may be open at a time.
 */
public final class FatalFaults implements AutoCloseable {
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private FatalFaults() {
        Exit.setExitProcedure(this::remember);
        Exit.setHaltProcedure(this::remember);
    }

    /** From now on until {@link #close()}, faults are remembered. */
    public static FatalFaults trapped() {
        return new FatalFaults();
    }

    /** What would have ended the JVM, in order. */
    public List<String> all() {
        return List.copyOf(faults);
    }

    /** Fatal faults end the JVM again. */
    @Override
    public void close() {
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
    }

    private void remember(int status, @Nullable String message) {
        String fault =
                "the broker ended with status " + status + (message == null ? "" : ": " + message);
        faults.add(fault);
        throw new IllegalStateException(fault);
    }
}
