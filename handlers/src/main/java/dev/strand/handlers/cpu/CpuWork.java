package dev.strand.handlers.cpu;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Runs computations on platform threads, a bounded number at once; the others wait their turn.
 * Thread-safe.
 */
public final class CpuWork {

    private final String name;
    private final Semaphore permits;

    /**
     * For computations of one kind.
     *
     * @param name what their threads are called
     * @param atOnce how many may run at the same time, at least 1
     */
    public CpuWork(String name, int atOnce) {
        this.name = name;
        this.permits = new Semaphore(atOnce, true);
    }

    /** As many as the machine has processors, but one that is left to everything else. */
    public static int defaultAtOnce() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    /**
     * The value of a computation, or its exception. An interrupt of the calling thread is passed on
     * to the computation, and its end is awaited: when this method is left, nothing runs any more.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public <T> T call(Callable<T> work) throws Exception {
        permits.acquire();
        try {
            CompletableFuture<T> result = new CompletableFuture<>();
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("strand-" + name)
                            .start(() -> complete(result, work));
            awaitEnd(thread);
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        } finally {
            permits.release();
        }
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    private static void awaitEnd(Thread thread) throws InterruptedException {
        InterruptedException interrupt = null;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupt = e;
                thread.interrupt();
            }
        }
        if (interrupt != null) {
            throw interrupt;
        }
    }
}
