package dev.strand.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the services are and how to reach them. For one thread. */
public final class StrandClientBuilder {
    private URI ingest = URI.create("http://localhost:8080");
    private URI status = URI.create("http://localhost:8081");
    private Duration timeout = Duration.ofSeconds(30);
    private @Nullable String token;

    StrandClientBuilder() {}

    /** The ingest service; {@code http://localhost:8080} by default. */
    public StrandClientBuilder ingest(String url) {
        ingest = URI.create(url);
        return this;
    }

    /** The status API; {@code http://localhost:8081} by default. */
    public StrandClientBuilder status(String url) {
        status = URI.create(url);
        return this;
    }

    /** An API key, or a token of the issuer; none by default. */
    public StrandClientBuilder token(String keyOrToken) {
        token = keyOrToken;
        return this;
    }

    /** For a connection, and for an answer that waits for nothing; 30 seconds by default. */
    public StrandClientBuilder timeout(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, got: " + longest);
        }
        timeout = longest;
        return this;
    }

    /** The client. Connects when it is used. */
    public StrandClient build() {
        HttpClient http = HttpClient.newBuilder().connectTimeout(timeout).build();
        return new StrandClient(http, service(http, ingest), service(http, status));
    }

    private Http service(HttpClient http, URI url) {
        String text = url.toString();
        String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return new Http(http, base, token, timeout);
    }
}
