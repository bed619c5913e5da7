package dev.strand.status.fleet;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls other instances. One that could not be reached is left alone for a moment, so that a dead
 * instance does not slow every request down. For use by several threads.
 */
@Singleton
class InstanceCalls {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceCalls.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    private static final long LEFT_ALONE_NANOS = 1_000_000_000L;

    private final Map<String, Long> unreachable = new ConcurrentHashMap<>();
    private final @Nullable CallCredentials credentials;
    private final Complaints complaints = new Complaints();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    InstanceCalls(@Nullable CallCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * The body of the answer.
     *
     * @return fails where the instance cannot be reached, does not answer in time, or answers with
     *     an error
     */
    CompletableFuture<byte[]> post(String address, String path, byte[] body, Duration timeout) {
        Long until = unreachable.get(address);
        if (until != null && System.nanoTime() - until < 0) {
            return CompletableFuture.failedFuture(
                    new ConnectException(address + " could not be reached a moment ago"));
        }
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(timeout)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (credentials != null) {
            credentials.addTo(call);
        }
        return http.sendAsync(call.build(), HttpResponse.BodyHandlers.ofByteArray())
                .handle((response, failure) -> {
                    if (failure != null) {
                        failed(address, failure);
                        throw new CompletionException(failure);
                    }
                    unreachable.remove(address);
                    if (response.statusCode() != 200) {
                        refused(address, response.statusCode());
                        throw new IllegalStateException(
                                "%s answered with status %d"
                                        .formatted(address, response.statusCode()));
                    }
                    return response.body();
                });
    }

    /** Follows what an instance sends. */
    Fleet.Lines follow(String address, String path) throws IOException, InterruptedException {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .header("Accept", "text/event-stream");
        if (credentials != null) {
            credentials.addTo(call);
        }
        HttpResponse<InputStream> response =
                http.send(call.build(), HttpResponse.BodyHandlers.ofInputStream());
        InputStream body = response.body();
        if (response.statusCode() != 200) {
            body.close();
            throw new IOException(address + " answered with status " + response.statusCode());
        }
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        return new Fleet.Lines() {
            @Override
            public @Nullable String next() throws IOException {
                return lines.readLine();
            }

            @Override
            public void close() throws IOException {
                body.close();
            }
        };
    }

    private void failed(String address, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
            unreachable.put(address, System.nanoTime() + LEFT_ALONE_NANOS);
        }
        LOG.atDebug().setCause(failure).addKeyValue("address", address).log("a call failed");
        if (cause instanceof ConnectException && complaints.isDue(address)) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .log(
                            "another instance cannot be reached: answers are partial, or told from"
                                    + " copies; where it runs, set its"
                                    + " strand.status.advertised-address");
        }
    }

    private void refused(String address, int status) {
        if ((status == 401 || status == 403) && complaints.isDue(address)) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("status", status)
                    .log(
                            "another instance refuses this one's key: answers are partial; set"
                                    + " strand.access.peer-key, and the same strand.access.keys"
                                    + " for all services");
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
