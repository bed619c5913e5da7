package dev.strand.status.owner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.PeerCredentials;
import dev.strand.status.fleet.Complaints;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private final Complaints complaints = new Complaints();

    ProcessorCalls(PeerCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * What a processor answered.
     *
     * @param json its answer, or null where it gave none
     * @param problem why it cannot be asked, for people, or null where it can
     */
    public record Told(@Nullable JsonNode json, @Nullable String problem) {}

    /**
     * Asks a processor. Never fails: where it cannot be asked, the answer says why, and so does the
     * log, at most once a minute for each address.
     *
     * @param address {@code host:port}
     * @param path with its query, from the slash on
     */
    public CompletableFuture<Told> get(String address, String path) {
        HttpRequest.Builder call;
        try {
            call =
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(TIMEOUT)
                            .header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(
                    silent(address, "it advertises what is no address"));
        }
        String key = credentials.own();
        if (key != null) {
            call.header("Authorization", key);
        }
        return http.sendAsync(call.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> read(address, response))
                .orTimeout(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    LOG.atDebug()
                            .setCause(failure)
                            .addKeyValue("address", address)
                            .log("a call failed");
                    return silent(address, "nobody answers there");
                });
    }

    private Told read(String address, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES);
            return switch (response.statusCode()) {
                case 200 -> new Told(MAPPER.readTree(bytes), null);
                case 404 -> new Told(null, null);
                case 401, 403 ->
                        silent(
                                address,
                                "it refuses this instance's key; set strand.access.peer-key, and"
                                        + " the same strand.access.keys for all services");
                default -> silent(address, "it answers with status " + response.statusCode());
            };
        } catch (IOException e) {
            return silent(address, "its answer cannot be read");
        }
    }

    /** The answer of one that cannot be asked. */
    Told silent(String address, String problem) {
        if (complaints.isDue(address)) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .addKeyValue("problem", problem)
                    .log(
                            "a processor cannot be asked at its advertised address; the logs are"
                                    + " asked instead");
        }
        return new Told(null, problem);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
