package dev.strand.access;

import com.nimbusds.jose.jwk.JWKSet;
import io.micronaut.security.token.jwt.signature.jwks.JwksClient;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Fetches the keys of an issuer; where it cannot be reached, or answers with something else, they
 * are for a while those that were fetched last. For use by several threads.
 */
final class OutageTolerantKeys implements JwksClient {
    private static final Logger LOG = LoggerFactory.getLogger(OutageTolerantKeys.class);

    private final JwksClient issuer;
    private final Duration tolerance;
    private final LongSupplier nanos;
    private final Map<String, Fetched> byUrl = new ConcurrentHashMap<>();

    private record Fetched(String keys, long atNanos) {}

    /**
     * Of an issuer.
     *
     * @param tolerance how long after they were fetched keys are good without the issuer, 0 or more
     * @param nanos tells the time, see {@link System#nanoTime}
     */
    OutageTolerantKeys(JwksClient issuer, Duration tolerance, LongSupplier nanos) {
        this.issuer = issuer;
        this.tolerance = tolerance;
        this.nanos = nanos;
    }

    /** Its keys as JSON; empty, or an error, where there are none that are still good. */
    @Override
    public Publisher<String> load(@Nullable String providerName, String url) {
        return Mono.from(issuer.load(providerName, url))
                .filter(OutageTolerantKeys::areKeys)
                .doOnNext(keys -> byUrl.put(url, new Fetched(keys, nanos.getAsLong())))
                .onErrorResume(failure -> last(url).switchIfEmpty(Mono.error(failure)))
                .switchIfEmpty(Mono.defer(() -> last(url)));
    }

    private static boolean areKeys(String text) {
        try {
            JWKSet _ = JWKSet.parse(text);
            return true;
        } catch (ParseException e) {
            LOG.atWarn().setCause(e).log("the issuer of tokens answers with no keys");
            return false;
        }
    }

    private Mono<String> last(String url) {
        Fetched last = byUrl.get(url);
        if (last == null || nanos.getAsLong() - last.atNanos() > tolerance.toNanos()) {
            log(url, "the issuer of tokens gives no keys: tokens are refused");
            return Mono.empty();
        }
        log(url, "the issuer of tokens gives no keys: the last ones are used");
        return Mono.just(last.keys());
    }

    private static void log(String url, String message) {
        LOG.atWarn().addKeyValue("url", url).log(message);
    }
}
