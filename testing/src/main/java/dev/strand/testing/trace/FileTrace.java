package dev.strand.testing.trace;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The trace of handlers in any number of processes of one machine: each event is one line, appended
 * with one write, so that the order of the lines is the order of the events and a killed process
 * leaves everything that it had reported. The worker of an event is the id of the process.
 */
public final class FileTrace implements Trace, AutoCloseable {
    private final Path file;

    /** Not a channel: an interrupt in the middle of a write would close it, for all handlers. */
    private final FileOutputStream out;

    private final String worker = workerOf(ProcessHandle.current().pid());

    private FileTrace(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Opens the trace in this file, created if missing; many processes may have it open. */
    public static FileTrace open(Path file) {
        try {
            return new FileTrace(file, new FileOutputStream(file.toFile(), true));
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
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be closed", e);
        }
    }

    private void append(TraceEvent event) {
        try {
            out.write((TraceLine.format(event) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the trace " + file + " cannot be written", e);
        }
    }
}
