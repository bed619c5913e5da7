package dev.strand.handlers.http;

import dev.strand.handler.HandlerConfig;
import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the settings below {@code strand.handlers.http}. */
final class HttpSettings {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final URI SOME_URL = URI.create("http://localhost/");

    private HttpSettings() {}

    /**
     * All endpoints.
     *
     * @throws HandlerSetupException with all that is wrong with the settings
     */
    static Endpoints read(HandlerConfig config) {
        Duration timeout = config.duration("timeout", DEFAULT_TIMEOUT);
        List<String> refused = new ArrayList<>();
        UrlAllowList allowList = UrlAllowList.of(config.list("allow-list"), refused);
        refused.forEach(entry -> config.reject("allow-list", UrlAllowList.RULE, entry));
        Map<String, HttpEndpoint> endpoints = new TreeMap<>();
        for (String name : config.names("endpoints")) {
            endpoint(name, config.section("endpoints." + name), timeout)
                    .ifPresent(endpoint -> endpoints.put(name, endpoint));
        }
        if (config.names("endpoints").isEmpty() && config.list("allow-list").isEmpty()) {
            config.notConfigured(
                    "set "
                            + config.fullName("endpoints.<name>.url")
                            + " or "
                            + config.fullName("allow-list"));
        }
        config.verify();
        return new Endpoints(endpoints, allowList, timeout);
    }

    private static Optional<HttpEndpoint> endpoint(
            String name, HandlerConfig config, Duration defaultTimeout) {
        boolean isPrivateAllowed = config.flag("allow-private", false);
        Duration timeout = config.duration("timeout", defaultTimeout);
        Map<String, Secret> headers = headers(config);
        Secret signingSecret = config.secret("signing-secret").orElse(null);
        return url(config, isPrivateAllowed)
                .map(url ->
                        new HttpEndpoint(
                                "endpoint '" + name + "'",
                                url,
                                headers,
                                timeout,
                                isPrivateAllowed,
                                signingSecret));
    }

    private static Optional<URI> url(HandlerConfig config, boolean isPrivateAllowed) {
        Optional<String> text = config.text("url");
        Optional<URI> url = text.flatMap(HttpUrl::parse);
        if (url.isEmpty()) {
            config.reject(
                    "url",
                    "must be " + HttpUrl.RULE,
                    text.isEmpty() ? "nothing" : "another text (not shown)");
        } else if (!isPrivateAllowed && AddressGuard.isPrivateLiteral(url.get())) {
            config.reject(
                    "url",
                    "must not be a private address unless "
                            + config.fullName("allow-private")
                            + " is true",
                    url.get().getHost());
        }
        return url;
    }

    private static Map<String, Secret> headers(HandlerConfig config) {
        HandlerConfig section = config.section("headers");
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : config.names("headers")) {
            Optional<Secret> value = section.resolved(name);
            if (TaskRequest.ownHeaders().contains(name)) {
                section.reject(
                        name,
                        "must not be set: every request has it already",
                        "a value (not shown)");
            } else if (value.isPresent() && !isAcceptable(name, value.get())) {
                section.reject(
                        name,
                        "must be a header that may be set, with a value of printable ASCII"
                                + " characters",
                        "a name or value (not shown) that is not");
            } else {
                value.ifPresent(secret -> headers.put(name, secret));
            }
        }
        return headers;
    }

    /** Asks the client itself; its exception would show the value, so it is dropped. */
    private static boolean isAcceptable(String name, Secret value) {
        try {
            HttpRequest.newBuilder(SOME_URL).header(name, value.reveal());
            return TaskRequest.isPrintable(value.reveal());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
