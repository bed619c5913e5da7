package dev.strand.handlers.http;

import dev.strand.handler.PermanentFailureException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests over pooled connections and reads the answers. Thread-safe. */
final class Exchange implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final AddressGuard guard;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Proxies are off because behind one it is the proxy that looks hosts up, and the guard would
     * check for nothing.
     */
    private final HttpClient client =
            HttpClient.newBuilder()
                    .executor(executor)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    Exchange(AddressGuard guard) {
        this.guard = guard;
    }

    /**
     * One request and its answer.
     *
     * @param timeout for all of it, up to the last byte of the answer: the timeout of {@link
     *     HttpRequest} ends at its head
     * @throws EndpointFailureException if there is no answer, for whatever reason
     * @throws PermanentFailureException if the endpoint's address is not allowed
     * @throws InterruptedException if the thread is interrupted; the connection is given up at once
     */
    Answer with(HttpEndpoint endpoint, HttpRequest request, Duration timeout)
            throws EndpointFailureException, PermanentFailureException, InterruptedException {
        try {
            long startedAtNanos = System.nanoTime();
            guard.check(endpoint, timeout);
            Duration left = timeout.minusNanos(System.nanoTime() - startedAtNanos);
            return new Answer(endpoint, send(request, left));
        } catch (TimeoutException e) {
            throw new EndpointFailureException(
                    endpoint + " must answer within " + timeout + ", got: nothing so far", e);
        } catch (IOException e) {
            throw new EndpointFailureException(endpoint + " could not be reached: " + reason(e), e);
        }
    }

    private HttpResponse<BoundedBody.Content> send(HttpRequest request, Duration timeout)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<BoundedBody.Content>> answer =
                client.sendAsync(
                        request, head -> new BoundedBody(Answer.limitFor(head.statusCode())));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
        } finally {
            // without effect on an answer that is there; closes the connection of one that is not
            answer.cancel(true);
        }
    }

    private static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }

    /** Closes all connections; exchanges that are under way fail. */
    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
        guard.close();
    }
}
