package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.trace.FileTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the POST to the start of the handler: milliseconds, since no commit is in the way. */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class StartLatencyIT {
    private static final int WARM_UP = 200;
    private static final int MEASURED = 500;
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1) / 50;

    @Test
    void shouldStartATaskWithinMillisecondsOfItsPost(StrandProcess strand) throws Exception {
        offer(strand, "warm", WARM_UP);

        Histogram histogram = offer(strand, "start", MEASURED);

        System.out.println(
                "POST to start of the handler at 50 tasks/s: " + StartLatencies.words(histogram));
        assertThat(StartLatencies.percentile(histogram, 50))
                .as("half of the tasks; about 10 ms on a quiet machine")
                .isLessThan(Duration.ofMillis(250));
    }

    /** Posts on a fixed schedule, whether answers come or not, and waits until all have started. */
    private static Histogram offer(StrandProcess strand, String name, int count) throws Exception {
        StartLatencies latencies = new StartLatencies();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            TimeUnit.NANOSECONDS.sleep(begin + i * INTERVAL_NANOS - System.nanoTime());
            String taskId = "latency-" + name + "-" + i;
            latencies.submitting(taskId);
            answers.add(strand.post(Traced.task(taskId, "latency-" + i % 100, 0)));
        }
        for (CompletableFuture<String> answer : answers) {
            assertThat(answer.get()).contains("\"sequence\"");
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> latencies.haveAllStarted(FileTrace.read(strand.trace())));
        return latencies.histogram(FileTrace.read(strand.trace()));
    }
}
