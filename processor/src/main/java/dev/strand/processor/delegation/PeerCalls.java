package dev.strand.processor.delegation;

import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.owner.Inside;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP calls from one processor to another. Thread-safe. */
final class PeerCalls implements AutoCloseable {
    /** Path of the calls; what is said there may change with its version only. */
    static final String PATH = "/internal/delegation/v1";

    /** Parameter with the milliseconds for which an answer may be held. */
    static final String HOLD = "hold";

    /** Header with what only processors of the same application have in common. */
    static final String APPLICATION = "Strand-Application";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Groups wait for the answer, and who is silent is asked again. */
    private static final Duration QUESTION = Duration.ofMillis(500);

    private static final Executor OWN_THREAD = task -> Thread.ofVirtual().start(task);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String application;
    private final @Nullable String credentials;

    PeerCalls(String application, @Nullable String credentials) {
        this.application = application;
        this.credentials = credentials;
    }

    /** Sends a report; the answer may take as long as it is held, and two seconds. */
    CompletableFuture<Reply> report(String address, Report report, Duration hold) {
        HttpRequest request =
                request(address, "/reports?" + HOLD + "=" + hold.toMillis(), hold.plus(PATIENCE))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Wire.write(report)))
                        .build();
        return send(request, hold.plus(PATIENCE.multipliedBy(2)), Reply.class);
    }

    /**
     * What a processor still runs for owners of a partition before this epoch. One that takes no
     * part in delegation runs nothing.
     */
    CompletableFuture<List<Inside>> inside(String address, int partition, long epoch) {
        HttpRequest request =
                request(address, "/inside?partition=" + partition + "&epoch=" + epoch, QUESTION)
                        .GET()
                        .build();
        return send(request, QUESTION, Inside[].class)
                .thenApply(List::of)
                .exceptionally(PeerCalls::nothingIfItRunsNothing);
    }

    private static List<Inside> nothingIfItRunsNothing(Throwable failure) {
        if (reason(failure) instanceof PeerRefusal refusal && refusal.runsNothing()) {
            return List.of();
        }
        throw new CompletionException(reason(failure));
    }

    /** Why a call has failed. */
    static Throwable reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private HttpRequest.Builder request(String address, String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + address + PATH + path))
                        .timeout(timeout)
                        .header(APPLICATION, application);
        return credentials == null ? request : request.header("Authorization", credentials);
    }

    /**
     * The timeout of a request ends with the headers of its answer, so there is one for the whole.
     * What follows from the answer may take its time, and has a thread of its own.
     */
    private <T> CompletableFuture<T> send(HttpRequest request, Duration atMost, Class<T> kind) {
        CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        return call.copy()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (response, failure) -> {
                            if (failure != null) {
                                call.cancel(true);
                                throw new CompletionException(reason(failure));
                            }
                            return read(response, kind);
                        },
                        OWN_THREAD);
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> kind) {
        try {
            if (response.statusCode() != OK) {
                throw new PeerRefusal(response.statusCode());
            }
            return Wire.read(response.body(), kind);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
