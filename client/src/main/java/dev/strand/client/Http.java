package dev.strand.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers of one service. Thread-safe.
 *
 * @param client sends them
 * @param base where the service is, without a slash at the end
 * @param token a key or a token, or null
 * @param timeout of a request that does not wait for anything
 */
record Http(HttpClient client, String base, @Nullable String token, Duration timeout) {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                    .build();

    private static final int FIRST_FAILURE = 400;

    HttpRequest.Builder to(String path, Map<String, String> parameters) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path + query(parameters)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.timeout(timeout);
    }

    private static String query(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** A text as a part of a path or a value of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path, Map<String, String> parameters) {
        return send(to(path, parameters).GET());
    }

    JsonNode send(String method, String path, @Nullable Object body) {
        HttpRequest.BodyPublisher publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(bytes(body));
        return send(
                to(path, Map.of())
                        .header("Content-Type", "application/json")
                        .method(method, publisher));
    }

    JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= FIRST_FAILURE) {
                throw refused(request, response.statusCode(), response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + request.uri(), e);
        }
    }

    static StrandException refused(HttpRequest request, int status, byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("title").isTextual() && problem.path("status").isInt()) {
                return new StrandException(read(problem, Problem.class));
            }
        } catch (IOException e) {
            // Something between here and the service has answered; told below.
        }
        return new StrandException(
                new Problem(
                        "about:blank",
                        "HTTP " + status,
                        status,
                        new String(body, StandardCharsets.UTF_8),
                        request.uri().getPath(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    static <T> T read(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the answer is no " + type.getSimpleName(), e);
        }
    }

    static <T> List<T> readAll(JsonNode array, Class<T> type) {
        List<T> all = new ArrayList<>(array.size());
        array.forEach(item -> all.add(read(item, type)));
        return all;
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is to be sent cannot be written as JSON", e);
        }
    }
}
