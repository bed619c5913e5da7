package dev.strand.handlers.http;

import dev.strand.handler.PermanentFailureException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps requests away from private networks: every address that a host has must be public.
 *
 * <p>Limit: the JDK's client looks the host up again when it connects, and cannot be told the
 * address. It gets the answer that was checked as long as the JVM caches it ({@code
 * networkaddress.cache.ttl}, 30 s by default), so a name that changes its address between check and
 * connection (DNS rebinding) gets through only when the cache has just expired, or is switched off.
 * Where tasks come from people who are not trusted, put a filtering proxy or a network policy in
 * front as well.
 */
final class AddressGuard implements AutoCloseable {

    private final HostResolver resolver;

    /**
     * Look-ups block their carrier thread and cannot be interrupted, so they are not made on
     * virtual threads.
     */
    private final ExecutorService lookUps =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("strand-http-look-up-", 0).factory());

    AddressGuard(HostResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Whether the URL can be seen to be private without a look-up, because its host is such an
     * address.
     */
    static boolean isPrivateLiteral(URI url) {
        try {
            return !AddressRules.isPublic(InetAddress.ofLiteral(HttpUrl.host(url)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Checks the endpoint's host now, unless private addresses are allowed for it.
     *
     * @throws PermanentFailureException if one of its addresses is not public
     * @throws UnknownHostException if it has none at the moment
     * @throws TimeoutException if the look-up takes longer than {@code atMost}
     * @throws InterruptedException if the thread is interrupted; the look-up is abandoned
     */
    void check(HttpEndpoint endpoint, Duration atMost)
            throws PermanentFailureException,
                    UnknownHostException,
                    TimeoutException,
                    InterruptedException {
        if (endpoint.isPrivateAllowed()) {
            return;
        }
        for (InetAddress address : addressesOf(endpoint, atMost)) {
            if (!AddressRules.isPublic(address)) {
                throw new PermanentFailureException(
                        "%s must have public addresses only, got: %s; set allow-private=true on a configured endpoint if it is meant"
                                .formatted(endpoint, address.getHostAddress()));
            }
        }
    }

    private List<InetAddress> addressesOf(HttpEndpoint endpoint, Duration atMost)
            throws UnknownHostException, TimeoutException, InterruptedException {
        String host = HttpUrl.host(endpoint.url());
        Future<List<InetAddress>> lookUp = lookUps.submit(() -> resolver.resolve(host));
        try {
            return lookUp.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("look-up of " + host + " failed", e.getCause());
        } finally {
            lookUp.cancel(true);
        }
    }

    /** Ends the look-ups; later checks fail. */
    @Override
    public void close() {
        lookUps.shutdownNow();
    }
}
