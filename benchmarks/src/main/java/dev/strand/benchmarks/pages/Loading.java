package dev.strand.benchmarks.pages;

import dev.strand.benchmarks.run.Progress;
import dev.strand.benchmarks.status.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes a history, a piece at a time: facts name the places of their submissions. */
final class Loading {
    private static final int PIECE = 20_000;

    private Loading() {}

    static void write(Logs logs, int tasks, Progress progress) {
        for (int first = 0; first < tasks; first += PIECE) {
            int end = Math.min(tasks, first + PIECE);
            List<Future<RecordMetadata>> places = new ArrayList<>(end - first);
            for (int number = first; number < end; number++) {
                places.add(logs.submit(number));
            }
            logs.flush();
            for (int number = first; number < end; number++) {
                int _ = logs.tell(number, place(places.get(number - first)));
            }
            progress.say("pages: %,d of %,d tasks written".formatted(end, tasks));
        }
        logs.flush();
    }

    private static RecordMetadata place(Future<RecordMetadata> place) {
        try {
            return place.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("a submission could not be written", e.getCause());
        }
    }
}
