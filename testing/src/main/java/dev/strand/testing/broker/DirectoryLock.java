package dev.strand.testing.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second broker off a data directory that one is using. Kafka's own lock is taken only
 * after the node has begun to write to its metadata log, which destroys that of the first. The lock
 * ends with its process, however that ends.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "embedded-broker.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock; the directory is created if missing.
     *
     * @throws BrokerStartException if another broker has it, in this process or another, or the
     *     directory cannot be written
     */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                channel.close();
                throw new BrokerStartException(
                        "The data directory "
                                + directory
                                + " is in use by another broker; stop that one or choose another"
                                + " directory.");
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new BrokerStartException(
                    "The data directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the lock of a data directory could not be given back", e);
        }
    }
}
