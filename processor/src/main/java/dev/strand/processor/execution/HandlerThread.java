package dev.strand.processor.execution;

/**
 * The thread of one attempt, and whether it is inside the handler: an interrupt reaches the handler
 * only, before or after it has been entered, and never what comes afterwards. Thread-safe.
 */
final class HandlerThread {
    private boolean isInside;
    private boolean isInterrupted;
    private Thread thread = Thread.currentThread();

    /** The calling thread enters the handler. */
    synchronized void enter() {
        thread = Thread.currentThread();
        isInside = true;
        if (isInterrupted) {
            thread.interrupt();
        }
    }

    /** The calling thread has left the handler. */
    synchronized void leave() {
        isInside = false;
        Thread.interrupted();
    }

    /**
     * Interrupts the handler, or the entry into it.
     *
     * @return whether it is the first time
     */
    synchronized boolean interrupt() {
        boolean isFirst = !isInterrupted;
        isInterrupted = true;
        if (isInside) {
            thread.interrupt();
        }
        return isFirst;
    }

    /** Whether the handler has been entered and not left. */
    synchronized boolean isInside() {
        return isInside;
    }

    /** Whether it has been interrupted by the processor. */
    synchronized boolean isInterrupted() {
        return isInterrupted;
    }
}
