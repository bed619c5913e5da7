package dev.strand.status.submit;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The ingest service as seen from here. A request is sent once: whether one that got no answer was
 * accepted is not known. For use by several threads.
 */
@Singleton
@Requires(property = SubmitConfig.INGEST_URL)
class Ingest {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final List<String> ASKED =
            List.of("Content-Type", "Authorization", "Idempotency-Key", "traceparent");
    private static final List<String> ANSWERED = List.of("Content-Type", "Location", "Retry-After");

    private final SubmitConfig config;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_LIMIT)
                    .build();

    Ingest(SubmitConfig config) {
        this.config = config;
    }

    /**
     * Sends a body on.
     *
     * @throws ProblemException in the future: 503 if the ingest service gives no answer
     */
    CompletableFuture<io.micronaut.http.HttpResponse<byte[]>> handOn(
            String path, HttpRequest<?> asked, byte[] body) {
        var request =
                java.net.http.HttpRequest.newBuilder(config.ingestUrl().resolve(path))
                        .timeout(ANSWER_LIMIT)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : ASKED) {
            String value = asked.getHeaders().get(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray())
                .handle((answer, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(
                                new ProblemException(
                                        Problem.unavailable(
                                                "the ingest service does not answer; the task may"
                                                        + " have been accepted, and repeating it"
                                                        + " with the same taskId is safe")));
                    }
                    return answered(answer);
                });
    }

    private static io.micronaut.http.HttpResponse<byte[]> answered(
            java.net.http.HttpResponse<byte[]> answer) {
        MutableHttpResponse<byte[]> response =
                io.micronaut.http.HttpResponse.<byte[]>status(
                                HttpStatus.valueOf(answer.statusCode()))
                        .body(answer.body());
        for (String name : ANSWERED) {
            answer.headers().firstValue(name).ifPresent(value -> response.header(name, value));
        }
        return response;
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
