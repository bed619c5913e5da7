package dev.strand.benchmarks.run;

import java.io.PrintStream;

/**
 * Says how far it is: one line that changes on a terminal, a line every few seconds elsewhere.
 * Thread-safe.
 */
public final class Progress {
    private static final int WIDTH = 100;
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean isTerminal;
    private long nextNanos = System.nanoTime();

    /** To this stream; {@code isTerminal} if a line on it can be written over. */
    public Progress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** What is being done now; may be left out if it comes too soon after the one before. */
    public synchronized void say(String now) {
        if (isTerminal) {
            out.print("\r" + padded(now));
            out.flush();
        } else if (System.nanoTime() - nextNanos >= 0) {
            out.println("  " + now);
            nextNanos = System.nanoTime() + PAUSE_NANOS;
        }
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        out.println(isTerminal ? "\r" + padded(text) : text);
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, WIDTH - text.length()));
    }
}
