package dev.strand.status.owner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.PeerCredentials;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks processors about themselves, briefly: one that does not answer in time is told from the logs
 * instead. For use by several threads.
 */
@Singleton
public class ProcessorCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorCalls.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 4 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final PeerCredentials credentials;

    ProcessorCalls(PeerCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * What a processor answers; empty where it does not, or where it answers with an error.
     *
     * @param address {@code host:port}
     * @param path with its query, from the slash on
     */
    public CompletableFuture<Optional<JsonNode>> get(String address, String path) {
        HttpRequest request;
        try {
            HttpRequest.Builder call =
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(TIMEOUT)
                            .header("Accept", "application/json");
            String key = credentials.own();
            if (key != null) {
                call.header("Authorization", key);
            }
            request = call.build();
        } catch (IllegalArgumentException e) {
            LOG.atDebug().setCause(e).addKeyValue("address", address).log("not an address");
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(ProcessorCalls::read)
                .orTimeout(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.atDebug()
                            .setCause(failure)
                            .addKeyValue("address", address)
                            .log("a processor does not answer");
                    return Optional.empty();
                });
    }

    private static Optional<JsonNode> read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES);
            return response.statusCode() == 200
                    ? Optional.of(MAPPER.readTree(bytes))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
