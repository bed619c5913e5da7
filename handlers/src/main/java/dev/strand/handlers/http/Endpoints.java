package dev.strand.handlers.http;

import dev.strand.handler.PermanentFailureException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * All endpoints that tasks may be posted to.
 *
 * @param byName the configured ones
 * @param allowList what a payload may name by its URL
 * @param directTimeout for those
 */
record Endpoints(Map<String, HttpEndpoint> byName, UrlAllowList allowList, Duration directTimeout) {

    Endpoints {
        byName = Map.copyOf(byName);
    }

    /** The endpoint that a payload means. */
    HttpEndpoint choose(HttpPayload payload) throws PermanentFailureException {
        if (payload.url() != null && payload.endpoint() != null) {
            throw new PermanentFailureException(
                    "payload of task type 'http' must have endpoint or url, got: both; remove one"
                            + " of them");
        }
        if (payload.url() != null) {
            return direct(payload.url());
        }
        return payload.endpoint() == null ? only() : named(payload.endpoint());
    }

    private HttpEndpoint named(String name) throws PermanentFailureException {
        HttpEndpoint endpoint = byName.get(name);
        if (endpoint == null) {
            throw new PermanentFailureException(
                    "/endpoint must name a configured endpoint (%s), got: '%s'; configure strand.handlers.http.endpoints.%s.url"
                            .formatted(names(), name, name));
        }
        return endpoint;
    }

    private HttpEndpoint only() throws PermanentFailureException {
        if (byName.size() != 1) {
            throw new PermanentFailureException(
                    "/endpoint must be given unless exactly one endpoint is configured, got: %d configured (%s)"
                            .formatted(byName.size(), names()));
        }
        return byName.values().iterator().next();
    }

    private HttpEndpoint direct(String text) throws PermanentFailureException {
        URI url = HttpUrl.parse(text).orElseThrow(() -> notAllowed("is not " + HttpUrl.RULE));
        if (!allowList.permits(url)) {
            throw notAllowed("is not on the allow-list");
        }
        return new HttpEndpoint("url", url, Map.of(), directTimeout, false, null);
    }

    private static PermanentFailureException notAllowed(String got) {
        return new PermanentFailureException(
                "/url must be permitted by strand.handlers.http.allow-list, got: one that "
                        + got
                        + "; extend the list or name an endpoint");
    }

    private String names() {
        return byName.isEmpty()
                ? "none is configured"
                : String.join(", ", new TreeMap<>(byName).keySet());
    }
}
