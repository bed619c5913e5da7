package dev.strand.processor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.config.ProcessorConfig.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressCheckTest {
    private static final AddressCheck CHECK =
            new AddressCheck(
                    new ProcessorConfig(
                            Map.of(), "strand.", "app", "p1", Path.of("data"), Settings.DEFAULT),
                    "Bearer strand_peer");

    @Test
    void shouldFindItself() throws Exception {
        assertThat(problemWith(200, "{\"instance\":\"p1\"}")).isNull();
    }

    @Test
    void shouldTakeWhoeverKeepsItsNameToItselfForItself() throws Exception {
        assertThat(problemWith(401, "")).isNull();
        assertThat(problemWith(403, "")).isNull();
    }

    @Test
    void shouldNameWhoIsThereInstead() throws Exception {
        assertThat(problemWith(200, "{\"instance\":\"p2\"}")).contains("p2");
        assertThat(problemWith(200, "{}")).contains("another");
        assertThat(problemWith(200, "<html>")).contains("nobody answers");
        assertThat(problemWith(404, "")).contains("404");
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(CHECK.problem(http, "127.0.0.1:1")).startsWith("nobody answers");
            assertThat(CHECK.problem(http, "my_host:1")).startsWith("nobody answers");
        }
    }

    private static @Nullable String problemWith(int status, String body) throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/internal/state",
                exchange -> {
                    byte[] answer = body.getBytes(StandardCharsets.UTF_8);
                    boolean isAsPeer =
                            "Bearer strand_peer"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(isAsPeer ? status : 400, answer.length);
                    try (exchange) {
                        exchange.getResponseBody().write(answer);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return CHECK.problem(http, "127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }
}
