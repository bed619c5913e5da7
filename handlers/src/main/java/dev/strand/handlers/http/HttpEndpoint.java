package dev.strand.handlers.http;

import dev.strand.handler.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to post. Safe to log: neither the headers' values, nor the key, nor the path (which
 * may be a secret, as with web hooks) appear in its text.
 *
 * @param label what messages call it: {@code endpoint 'billing'}
 * @param url an absolute http or https URL with a host
 * @param headers sent with every request, by name
 * @param timeout for one exchange as a whole, from connecting to the last byte of the answer
 * @param isPrivateAllowed whether private and loopback addresses may be called
 * @param signingSecret the key of {@link Signature}, if requests are to be signed
 */
record HttpEndpoint(
        String label,
        URI url,
        Map<String, Secret> headers,
        Duration timeout,
        boolean isPrivateAllowed,
        @Nullable Secret signingSecret) {

    HttpEndpoint {
        headers = Map.copyOf(headers);
    }

    /** A text from elsewhere, with all that is secret here masked. */
    String redact(String text) {
        String redacted = text;
        for (Secret header : headers.values()) {
            redacted = header.redact(redacted);
        }
        return signingSecret == null ? redacted : signingSecret.redact(redacted);
    }

    /** For example {@code endpoint 'billing' (https://billing.example.org)}. */
    @Override
    public String toString() {
        return label + " (" + url.getScheme() + "://" + url.getRawAuthority() + ")";
    }
}
