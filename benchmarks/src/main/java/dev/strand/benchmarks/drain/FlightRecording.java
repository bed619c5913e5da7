package dev.strand.benchmarks.drain;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** A recording of this JVM by its flight recorder, or none. */
final class FlightRecording implements AutoCloseable {
    private static final Duration SAMPLE = Duration.ofMillis(10);

    private final @Nullable Recording recording;
    private final @Nullable Path file;

    private FlightRecording(@Nullable Recording recording, @Nullable Path file) {
        this.recording = recording;
        this.file = file;
    }

    /** Records from now on, if there is a file to record to. */
    static FlightRecording to(@Nullable String file) throws IOException, ParseException {
        if (file == null) {
            return new FlightRecording(null, null);
        }
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.enable("jdk.ExecutionSample").withPeriod(SAMPLE);
        recording.enable("jdk.CPUTimeSample");
        recording.start();
        return new FlightRecording(recording, Path.of(file));
    }

    /** Writes what has been recorded to the file. */
    void dump() throws IOException {
        if (recording != null && file != null) {
            recording.dump(file);
        }
    }

    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
