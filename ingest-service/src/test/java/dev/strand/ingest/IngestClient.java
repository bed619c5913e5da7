package dev.strand.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client of a running service, which it closes in the end. */
public final class IngestClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final IngestApplication application;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();

    /** A client of this service. */
    public IngestClient(IngestApplication application) {
        this.application = application;
    }

    /** The service. */
    public IngestApplication application() {
        return application;
    }

    /** A request that is given up after a minute. */
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(application.url() + path)).timeout(LIMIT);
    }

    /** Sends a request and waits for the whole response. */
    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Gets what is at a path. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /** Posts one submission; {@code headers} are names and values in turn. */
    public HttpResponse<String> post(String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                to("/api/tasks")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Posts a batch of this media type. */
    public HttpResponse<String> postBatch(String mediaType, String body)
            throws IOException, InterruptedException {
        return send(
                to("/api/tasks/batch")
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Reads JSON. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        http.close();
        application.close();
    }
}
