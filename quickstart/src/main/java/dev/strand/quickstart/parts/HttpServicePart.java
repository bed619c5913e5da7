package dev.strand.quickstart.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of the HTTP services.
 *
 * @param name for people
 * @param url where it listens once it is started
 * @param starter starts it; closing what it returns stops it
 */
record HttpServicePart(String name, URI url, Callable<AutoCloseable> starter) implements Part {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    @Override
    public AutoCloseable start() throws Exception {
        AutoCloseable service = starter.call();
        AtomicReference<String> last = new AtomicReference<>("none");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Waiting.until(
                    "the %s is ready".formatted(name),
                    () -> isReady(client, last),
                    READY_LIMIT,
                    last::get);
        } catch (Exception e) {
            service.close();
            throw e;
        }
        return service;
    }

    private boolean isReady(HttpClient client, AtomicReference<String> last)
            throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/health/readiness"))
                        .timeout(ANSWER_LIMIT)
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            last.set(answer.statusCode() + " " + answer.body());
            return answer.statusCode() == OK;
        } catch (IOException e) {
            last.set(e.toString());
            return false;
        }
    }
}
