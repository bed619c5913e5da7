package dev.strand.handlers.http;

import dev.strand.handler.PermanentFailureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests over pooled connections and reads the answers. To be used on virtual threads: only
 * there does an interrupt end what is waited for. Thread-safe.
 */
final class Exchange implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final AddressGuard guard;
    private final PinnedDns publicAddresses = new PinnedDns();
    private final PinnedDns anyAddresses = new PinnedDns();

    /**
     * Proxies are off because behind one it is the proxy that looks hosts up, and the guard would
     * check for nothing. The client's own timeouts are off but for connecting: the call has one for
     * all of it. Connections are made by the thread of the call, so that it can be interrupted.
     */
    private final OkHttpClient toPublic =
            new OkHttpClient.Builder()
                    .dns(publicAddresses)
                    .proxy(Proxy.NO_PROXY)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .fastFallback(false)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .build();

    /** Clients share connections only where they look hosts up alike. */
    private final OkHttpClient toAny = toPublic.newBuilder().dns(anyAddresses).build();

    Exchange(AddressGuard guard) {
        this.guard = guard;
    }

    /**
     * One request and its answer.
     *
     * @param timeout for all of it, from the look-up of the host to the last byte of the answer
     * @throws EndpointFailureException if there is no answer, for whatever reason
     * @throws PermanentFailureException if the endpoint's address is not allowed
     * @throws InterruptedException if the thread is interrupted; the connection is given up at once
     */
    Answer with(HttpEndpoint endpoint, Request request, Duration timeout)
            throws EndpointFailureException, PermanentFailureException, InterruptedException {
        try {
            long startedAtNanos = System.nanoTime();
            List<InetAddress> addresses = guard.resolve(endpoint, timeout);
            Duration left = timeout.minusNanos(System.nanoTime() - startedAtNanos);
            return send(endpoint, request, addresses, left);
        } catch (TimeoutException | InterruptedIOException e) {
            throw new EndpointFailureException(
                    endpoint + " must answer within " + timeout + ", got: nothing so far", e);
        } catch (IOException e) {
            throw new EndpointFailureException(endpoint + " could not be reached: " + reason(e), e);
        }
    }

    private Answer send(
            HttpEndpoint endpoint, Request request, List<InetAddress> addresses, Duration timeout)
            throws IOException, TimeoutException, InterruptedException {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new TimeoutException("no time was left for the request");
        }
        PinnedDns dns = endpoint.isPrivateAllowed() ? anyAddresses : publicAddresses;
        Call call = (endpoint.isPrivateAllowed() ? toAny : toPublic).newCall(request);
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        dns.pin(addresses);
        try (Response response = call.execute()) {
            BoundedBody body =
                    BoundedBody.read(
                            response.body().byteStream(), Answer.limitFor(response.code()));
            if (!body.isComplete()) {
                call.cancel(); // hangs up on the rest
            }
            return new Answer(endpoint, response.code(), response.headers(), body);
        } catch (IOException e) {
            call.cancel();
            if (Thread.interrupted()) {
                InterruptedException interrupt =
                        new InterruptedException("interrupted during an exchange");
                interrupt.initCause(e);
                throw interrupt;
            }
            throw e;
        } finally {
            dns.unpin();
        }
    }

    private static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }

    /** Closes all connections; exchanges that are under way fail. */
    @Override
    public void close() {
        toPublic.dispatcher().cancelAll();
        toPublic.connectionPool().evictAll();
        toPublic.dispatcher().executorService().shutdownNow();
        guard.close();
    }
}
