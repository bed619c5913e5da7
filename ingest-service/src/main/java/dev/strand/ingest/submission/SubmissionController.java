package dev.strand.ingest.submission;

import dev.strand.access.Roles;
import dev.strand.ingest.http.Admission;
import dev.strand.ingest.http.RequestBody;
import dev.strand.ingest.problem.ProblemResponses;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.settings.StrandSettings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;

/** {@code POST /api/tasks}: one submission, answered once Kafka has acknowledged it. */
@Controller("/api/tasks")
@Secured(Roles.SUBMITTER)
final class SubmissionController {
    private final Submissions submissions;
    private final IngestSettings settings;
    private final String statusUrl;
    private final Admission admission;

    SubmissionController(Submissions submissions, IngestSettings settings, StrandSettings strand) {
        this.submissions = submissions;
        this.settings = settings;
        this.statusUrl = String.valueOf(strand.statusUrl());
        this.admission =
                new Admission(
                        "submissions",
                        IngestSettings.PREFIX + ".max-concurrent-requests",
                        settings.maxConcurrentRequests());
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> submit(ServerHttpRequest<?> request) throws InterruptedException {
        try (Admission.Place place = admission.tryEnter()) {
            if (place == null) {
                return ProblemResponses.of(admission.problem(), request.getPath());
            }
            return switch (RequestBody.read(
                    request.byteBody(), settings.maxItemBytes(), settings.bodyTimeout())) {
                case RequestBody.Whole(byte[] json) -> answer(request, json);
                case RequestBody.Refused(var problem, boolean closes) ->
                        closes
                                ? ProblemResponses.closing(problem, request.getPath())
                                : ProblemResponses.of(problem, request.getPath());
            };
        }
    }

    private HttpResponse<byte[]> answer(ServerHttpRequest<?> request, byte[] json) {
        return switch (submissions.submit(json, Origin.of(request)).join()) {
            case Answer.Accepted accepted ->
                    HttpResponse.<byte[]>accepted()
                            .header(HttpHeaders.LOCATION, accepted.location(statusUrl))
                            .body(accepted.toJson());
            case Answer.Refused(var problem) -> ProblemResponses.of(problem, request.getPath());
        };
    }
}
