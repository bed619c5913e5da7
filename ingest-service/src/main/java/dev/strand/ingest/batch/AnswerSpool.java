package dev.strand.ingest.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one batch on their way to a client that may send everything before it reads
 * anything, as many HTTP libraries do: a bounded part of them in memory, the rest in a temporary
 * file, so that the reading of items goes on. First in, first out. For one thread that writes and
 * one that takes; {@link #close} from any.
 */
final class AnswerSpool implements AutoCloseable {
    /** What is kept in memory before a file is made. */
    static final int MEMORY_BYTES = 1 << 20;

    private static final int READ_BYTES = 64 << 10;
    private static final byte[] NOTHING = new byte[0];

    private final long maxBytes;
    private final Queue<byte[]> memory = new ArrayDeque<>();
    private int memoryBytes;
    private @Nullable FileChannel file;
    private long fileRead;
    private long fileWritten;
    private boolean isEnded;
    private boolean isClosed;
    private @Nullable RuntimeException failure;

    /**
     * An empty spool.
     *
     * @param maxBytes how much may wait for the client, 1 or more; a chunk that is begun is let in
     */
    AnswerSpool(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a chunk, and waits while there is no room.
     *
     * @throws IOException if the temporary file cannot be written
     */
    synchronized void write(byte[] chunk) throws IOException, InterruptedException {
        while (unread() >= maxBytes && !isClosed) {
            wait();
        }
        if (isClosed || chunk.length == 0) {
            return;
        }
        if (fileRead == fileWritten && memoryBytes < MEMORY_BYTES) {
            memory.add(chunk);
            memoryBytes += chunk.length;
        } else {
            writeToFile(ByteBuffer.wrap(chunk));
        }
        notifyAll();
    }

    private long unread() {
        return memoryBytes + fileWritten - fileRead;
    }

    private void writeToFile(ByteBuffer chunk) throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            Path path = Files.createTempFile("strand-answers", null);
            channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            file = channel;
        }
        while (chunk.hasRemaining()) {
            fileWritten += channel.write(chunk, fileWritten);
        }
    }

    /** No more chunks follow. */
    synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    /** No more chunks follow, although there should be some: the client gets to know. */
    synchronized void fail(RuntimeException cause) {
        failure = cause;
        end();
    }

    /**
     * The next bytes; empty after the last ones. Waits for them.
     *
     * @throws IOException if the temporary file cannot be read
     * @throws RuntimeException what {@link #fail} was told, after the last bytes
     */
    synchronized byte[] take() throws IOException, InterruptedException {
        while (unread() == 0 && !isEnded && !isClosed) {
            wait();
        }
        byte[] taken = next();
        notifyAll();
        if (taken.length == 0 && failure != null) {
            throw failure;
        }
        return taken;
    }

    private byte[] next() throws IOException {
        byte[] first = memory.poll();
        if (first != null) {
            memoryBytes -= first.length;
            return first;
        }
        FileChannel channel = file;
        if (channel == null || fileRead == fileWritten) {
            return NOTHING;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(READ_BYTES, fileWritten - fileRead));
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, fileRead);
            if (read < 0) {
                throw new IOException("the temporary file of answers was cut");
            }
            fileRead += read;
        }
        if (fileRead == fileWritten) {
            channel.truncate(0);
            fileRead = 0;
            fileWritten = 0;
        }
        return bytes.array();
    }

    /**
     * Forgets everything, and deletes the file.
     *
     * @throws UncheckedIOException if the file cannot be closed
     */
    @Override
    public synchronized void close() {
        isClosed = true;
        memory.clear();
        memoryBytes = 0;
        fileRead = 0;
        fileWritten = 0;
        notifyAll();
        try (FileChannel _ = file) {
            file = null;
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary file of answers cannot be closed", e);
        }
    }
}
