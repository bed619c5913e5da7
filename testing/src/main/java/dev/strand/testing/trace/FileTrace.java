package dev.strand.testing.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * The trace of handlers in any number of processes of one machine: each event is one line, appended
 * with one write, so that the order of the lines is the order of the events and a killed process
 * leaves everything that it had reported. The worker of an event is the id of the process.
 */
public final class FileTrace implements Trace, AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final String worker = workerOf(ProcessHandle.current().pid());

    private FileTrace(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the trace in this file, created if missing; many processes may have it open. */
    public static FileTrace open(Path file) {
        try {
            return new FileTrace(
                    file,
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be opened", e);
        }
    }

    /** The name by which events of this process are known. */
    public static String workerOf(long pid) {
        return Long.toString(pid);
    }

    @Override
    public void started(Execution execution) {
        append(new TraceEvent.Started(execution, worker, Instant.now()));
    }

    @Override
    public void ended(Execution execution) {
        append(new TraceEvent.Ended(execution, worker, Instant.now()));
    }

    /**
     * Notes that a process is gone; to be called once it really is and before another may take over
     * from it.
     */
    public void died(long pid) {
        append(new TraceEvent.Died(workerOf(pid), Instant.now()));
    }

    /**
     * What has happened so far, in order; a line that is being written at this moment is left out.
     */
    public List<TraceEvent> events() {
        return read(file);
    }

    /** The events of a trace that somebody else writes or wrote; none while it is not begun. */
    public static List<TraceEvent> read(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(TraceLine::parse)
                    .toList();
        } catch (NoSuchFileException nobodyHasWrittenYet) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be closed", e);
        }
    }

    /**
     * An interrupt closes a channel that a thread writes to, so a cancelled handler hides its
     * interrupt while it reports.
     */
    private void append(TraceEvent event) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            writeAtOnce((TraceLine.format(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeAtOnce(byte[] line) {
        try {
            int written = channel.write(ByteBuffer.wrap(line));
            if (written != line.length) {
                throw new IOException(
                        "only %d of %d bytes of a line were written"
                                .formatted(written, line.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be written", e);
        }
    }
}
