package dev.strand.testing.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTraceTest {
    @TempDir private Path directory;

    private final Execution execution = new Execution("a group / ü\t1", "t:1", 2, 42, 3, "17.3");

    @Test
    void shouldGiveBackWhatWasReportedInOrder() {
        try (FileTrace trace = FileTrace.open(directory.resolve("trace"))) {
            trace.started(execution);
            trace.ended(execution);
            trace.died(4711);

            List<TraceEvent> events = trace.events();

            String worker = FileTrace.workerOf(ProcessHandle.current().pid());
            assertThat(events).hasSize(3);
            assertThat(events.get(0))
                    .isEqualTo(new TraceEvent.Started(execution, worker, events.get(0).at()));
            assertThat(events.get(1))
                    .isEqualTo(new TraceEvent.Ended(execution, worker, events.get(1).at()));
            assertThat(events.get(2)).isEqualTo(new TraceEvent.Died("4711", events.get(2).at()));
        }
    }

    @Test
    void shouldKeepLinesWholeWhenManyThreadsReport() throws Exception {
        int threads = 8;
        int each = 500;
        Path file = directory.resolve("trace");
        List<Thread> writers =
                IntStream.range(0, threads)
                        .mapToObj(i -> Thread.ofVirtual().start(() -> report(file, each)))
                        .toList();
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(FileTrace.read(file)).hasSize(threads * each);
    }

    @Test
    void shouldReportFromAnInterruptedThreadAndLeaveItInterrupted() {
        try (FileTrace trace = FileTrace.open(directory.resolve("trace"))) {
            Thread.currentThread().interrupt();
            trace.ended(execution);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(trace.events()).hasSize(1);
        }
    }

    @Test
    void shouldLoseNothingWhereHandlersAreInterruptedWhileTheyReport() throws Exception {
        Path file = directory.resolve("trace");
        int each = 2_000;
        Thread reporting = Thread.ofPlatform().start(() -> report(file, each));
        while (reporting.isAlive()) {
            reporting.interrupt();
        }

        assertThat(FileTrace.read(file)).hasSize(each);
    }

    @Test
    void shouldLeaveOutALineThatIsBeingWritten() throws Exception {
        Path file = directory.resolve("trace");
        try (FileTrace trace = FileTrace.open(file)) {
            trace.started(execution);
            Files.writeString(file, "STARTED 1 2026-", StandardOpenOption.APPEND);

            assertThat(trace.events()).hasSize(1);
        }
    }

    private void report(Path file, int times) {
        try (FileTrace trace = FileTrace.open(file)) {
            for (int i = 0; i < times; i++) {
                trace.started(execution);
            }
        }
    }
}
