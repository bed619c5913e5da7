package dev.strand.access;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service with a route for each rule. */
final class ServiceUnderTest implements AutoCloseable {
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    ServiceUnderTest(Map<String, Object> settings) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "strand.service",
                                "test",
                                "micronaut.server.host",
                                "127.0.0.1",
                                "micronaut.server.port",
                                -1,
                                "endpoints.all.enabled",
                                false,
                                "endpoints.health.enabled",
                                true,
                                "endpoints.health.sensitive",
                                false));
        all.putAll(settings);
        context = ApplicationContext.builder().properties(all).banner(false).build();
        try {
            AccessSetup.apply(context);
            context.start();
            server = context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    int port() {
        return server.getPort();
    }

    HttpResponse<String> get(String path, @Nullable String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int status(String path, @Nullable String token) {
        return get(path, token).statusCode();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
