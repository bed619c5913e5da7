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
 * Looks hosts up and keeps requests away from private networks: every address that a host has must
 * be public. What it returns is what is connected to: a name that changes its address afterwards
 * (DNS rebinding) changes nothing.
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
     * The addresses of the endpoint's host now, all of them public unless private ones are allowed
     * for it.
     *
     * @throws PermanentFailureException if one of its addresses is not public
     * @throws UnknownHostException if it has none at the moment
     * @throws TimeoutException if the look-up takes longer than {@code atMost}
     * @throws InterruptedException if the thread is interrupted; the look-up is abandoned
     */
    List<InetAddress> resolve(HttpEndpoint endpoint, Duration atMost)
            throws PermanentFailureException,
                    UnknownHostException,
                    TimeoutException,
                    InterruptedException {
        List<InetAddress> addresses = addressesOf(endpoint, atMost);
        for (InetAddress address : addresses) {
            if (!endpoint.isPrivateAllowed() && !AddressRules.isPublic(address)) {
                throw new PermanentFailureException(
                        "%s must have public addresses only, got: %s; set allow-private=true on a configured endpoint if it is meant"
                                .formatted(endpoint, address.getHostAddress()));
            }
        }
        return addresses;
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
