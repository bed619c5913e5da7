package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that mean no good: refused, and the service goes on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileClientsTest {
    private static final String HEAD = "GET /rule/open HTTP/1.1\r\nHost: here\r\n";

    @Test
    void shouldCloseConnectionsWhoseHeadersTakeTooLong() throws IOException {
        try (ServiceUnderTest service =
                        new ServiceUnderTest(Map.of("strand.access.header-timeout", "PT1S"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(1);
            boolean closed = dribble(socket, HEAD, 600);

            assertThat(closed).isTrue();
            assertThat(service.status("/rule/open", null)).isEqualTo(200);
        }
    }

    /** Writes a byte now and then, and whether the other side then closes. */
    private static boolean dribble(Socket socket, String head, int times) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        try {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < times; i++) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                if (isAtEnd(in)) {
                    return true;
                }
            }
        } catch (SocketException e) {
            return true;
        }
        return false;
    }

    private static boolean isAtEnd(InputStream in) throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void shouldLeaveConnectionsAloneThatRestBetweenRequests() throws IOException {
        try (ServiceUnderTest service =
                        new ServiceUnderTest(Map.of("strand.access.header-timeout", "PT1S"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(20_000);
            for (int request = 0; request < 3; request++) {
                socket.getOutputStream().write((HEAD + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200");
                // A rest that is longer than the limit is what this test is about.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_300));
            }
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\nopen") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void shouldRefuseRequestsThatAreNoneAndGoOn() throws IOException {
        try (ServiceUnderTest service = new ServiceUnderTest(Map.of())) {
            for (String hostile :
                    List.of(
                            "GET /rule/open HTTP/1.1\r\nHost: here\r\nX: "
                                    + "y".repeat(100_000)
                                    + "\r\n\r\n",
                            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: here\r\n\r\n",
                            "GET /rule/open HTTP/1.1\r\nHost: here\r\nContent-Length: -1\r\n\r\n",
                            "GET /rule/open HTTP/1.1\r\nHost: here\r\nBad Name: x\r\n\r\n",
                            "\u0000\u0001\u0002nonsense\r\n\r\n")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
                    socket.setSoTimeout(20_000);
                    socket.getOutputStream().write(hostile.getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(firstLine(socket))
                            .as(hostile.substring(0, 15))
                            .doesNotContain(" 200 ")
                            .doesNotContain(" 500 ");
                }
                assertThat(service.status("/rule/open", null)).isEqualTo(200);
            }
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        try {
            byte[] start = socket.getInputStream().readNBytes(32);
            return new String(start, StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void shouldNotBeFooledByOtherSpellingsOfAPath() {
        String entry = "v:viewer:" + ApiKey.hashOf(ApiKey.generate());
        try (ServiceUnderTest service = new ServiceUnderTest(Map.of("strand.access.keys", entry))) {
            for (String path :
                    List.of(
                            "/rule/viewer/",
                            "/rule//viewer",
                            "//rule/viewer",
                            "/rule/%76iewer",
                            "/rule%2Fviewer",
                            "/rule/open/../viewer",
                            "/rule/open/..%2Fviewer",
                            "/rule/./viewer",
                            "/rule/viewer;x=y",
                            "/RULE/VIEWER")) {
                HttpResponse<String> answer = service.get(path, null);
                assertThat(answer.statusCode()).as(path).isIn(400, 401, 404);
                assertThat(answer.body()).as(path).isNotEqualTo("viewer");
            }
        }
    }

    @Test
    void shouldLimitWhatOneClientSends() {
        try (ServiceUnderTest service =
                new ServiceUnderTest(Map.of("strand.access.requests-per-second", 2))) {
            HttpResponse<String> last = service.get("/rule/open", null);
            for (int i = 0; i < 10_000 && last.statusCode() == 200; i++) {
                last = service.get("/rule/open", null);
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(last.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(service.status("/health", null)).isEqualTo(200);
        }
    }

    @Test
    void shouldLetPagesOfChosenOriginsInOnly() {
        String origin = "https://tasks.example.org";
        try (ServiceUnderTest service =
                new ServiceUnderTest(Map.of("strand.access.cors-origins", origin))) {
            HttpResponse<String> ours = service.get("/rule/open", null, "Origin", origin);
            assertThat(ours.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
            HttpResponse<String> other =
                    service.get("/rule/open", null, "Origin", "https://else.example.org");
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        try (ServiceUnderTest service = new ServiceUnderTest(Map.of())) {
            HttpResponse<String> answer = service.get("/rule/open", null, "Origin", origin);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
    }
}
