package dev.strand.status.table;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Runs move between the lists of states of a partition, and a list of several states is read from
 * several of them: whoever opens those at one moment finds every run in one of them. For use by
 * several threads.
 */
final class Moves {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /**
     * Takes a run from one list to another. Called from the stream thread; waits while somebody
     * opens lists.
     */
    <T> T move(Supplier<T> moving) {
        lock.writeLock().lock();
        try {
            return moving.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Opens lists while no run moves.
     *
     * @param opening opens them and does no more than that: the table waits meanwhile
     */
    <T> T atOneMoment(Supplier<T> opening) {
        lock.readLock().lock();
        try {
            return opening.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
