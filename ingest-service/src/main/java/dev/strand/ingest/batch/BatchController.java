package dev.strand.ingest.batch;

import dev.strand.access.Roles;
import dev.strand.ingest.http.Admission;
import dev.strand.ingest.http.RequestBody;
import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemResponses;
import dev.strand.ingest.problem.ProblemType;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.submission.Origin;
import dev.strand.ingest.submission.Submissions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code POST /api/tasks/batch}: any number of submissions, answered one by one in their order
 * while they come. Whether the client reads them while it sends or afterwards is the same, up to
 * {@code strand.ingest.batch-max-unread-bytes}; after that no further item is read until it reads.
 */
@Controller("/api/tasks/batch")
@Secured(Roles.SUBMITTER)
final class BatchController {
    /** Media type of items and answers that stand one in a line. */
    static final String NDJSON = "application/x-ndjson";

    private final Submissions submissions;
    private final IngestSettings settings;
    private final Admission admission;
    private final Scheduler scheduler;

    BatchController(
            Submissions submissions,
            IngestSettings settings,
            MeterRegistry meters,
            @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.submissions = submissions;
        this.settings = settings;
        this.scheduler = Schedulers.fromExecutor(threads, true);
        this.admission =
                new Admission(
                        "batches",
                        IngestSettings.PREFIX + ".max-concurrent-batches",
                        settings.maxConcurrentBatches());
        Gauge.builder("strand.ingest.batches.open", admission, Admission::taken)
                .description("Batches that are being read or answered")
                .register(meters);
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> array(ServerHttpRequest<?> request) {
        return start(request, Framing.ARRAY);
    }

    @Post
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> lines(ServerHttpRequest<?> request) {
        return start(request, Framing.LINES);
    }

    private MutableHttpResponse<?> start(ServerHttpRequest<?> request, Framing framing) {
        String path = request.getPath();
        if (request.getHeaders().contains(Origin.IDEMPOTENCY_KEY)) {
            String detail =
                    "a batch has no "
                            + Origin.IDEMPOTENCY_KEY
                            + ", it stands for one task id; give each item its taskId";
            return ProblemResponses.closing(new Problem(ProblemType.MALFORMED, detail), path);
        }
        Admission.Place place = admission.tryEnter();
        if (place == null) {
            return ProblemResponses.closing(admission.problem(), path);
        }
        Items items = framing.items(request.byteBody().toInputStream(), settings.maxItemBytes());
        Problem misfit = misfit(items);
        if (misfit != null) {
            place.close();
            return ProblemResponses.closing(misfit, path);
        }
        return answer(request, framing, items, place);
    }

    /** What is wrong with the body as a whole, which is told before anything is answered. */
    private static @Nullable Problem misfit(Items items) {
        try {
            String reason = items.misfit();
            return reason == null ? null : new Problem(ProblemType.MALFORMED, reason);
        } catch (IOException e) {
            return RequestBody.unreadable(e);
        }
    }

    private MutableHttpResponse<?> answer(
            ServerHttpRequest<?> request, Framing framing, Items items, Admission.Place place) {
        Origin origin = Origin.of(request);
        BatchReader reader =
                new BatchReader(items, framing, json -> submissions.submit(json, origin), settings);
        AnswerSpool spool = new AnswerSpool(settings.batchMaxUnreadBytes());
        BatchAnswers answers =
                new BatchAnswers(reader.answers(), spool, framing, request.getPath());
        Thread writing = Thread.ofVirtual().name("strand-ingest-answers").unstarted(answers);
        Thread reading =
                Thread.ofVirtual()
                        .name("strand-ingest-batch")
                        .unstarted(() -> {
                            reader.run();
                            if (reader.isGivenUp()) {
                                place.close();
                            }
                        });
        Flux<byte[]> chunks =
                answers.chunks(
                        scheduler,
                        () -> {
                            reading.interrupt();
                            writing.interrupt();
                            spool.close();
                            place.close();
                        });
        reading.start();
        writing.start();
        return HttpResponse.ok(new BatchStream(chunks));
    }
}
