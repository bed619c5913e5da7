package dev.strand.core.simulation;

import dev.strand.core.owner.Attempt;
import java.util.ArrayList;
import java.util.List;

/** The handlers that run in a process, and interrupts that came before their handler. */
final class SimHandlers {
    private final List<SimHandler> inside = new ArrayList<>();
    private final List<Attempt> interruptedEarly = new ArrayList<>();

    void begin(SimHandler handler) {
        inside.add(handler);
        handler.begin();
        if (interruptedEarly.remove(handler.attempt())) {
            handler.interrupt();
        }
    }

    void interrupt(Attempt attempt) {
        for (SimHandler handler : inside) {
            if (handler.attempt() == attempt) {
                handler.interrupt();
                return;
            }
        }
        interruptedEarly.add(attempt);
    }

    boolean isInside(SimHandler handler) {
        return inside.contains(handler);
    }

    /** False if it was not inside. */
    boolean end(SimHandler handler) {
        return inside.remove(handler);
    }

    List<SimHandler> all() {
        return inside;
    }

    void clear() {
        inside.clear();
        interruptedEarly.clear();
    }
}
