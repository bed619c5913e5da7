package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerInFlight;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpAddressGuardTest {

    private static final String ALLOW_LIST = "https://*.example.org/hooks, http://localhost/";

    private static HandlerRun run(HostResolver resolver, String payload)
            throws InterruptedException {
        HttpHandler handler = new HttpHandler(InstantSource.system(), resolver);
        Map<String, String> settings =
                Map.of(
                        "endpoints.billing.url",
                        "http://billing.example.org/",
                        "allow-list",
                        ALLOW_LIST);
        try (HandlerHarness harness = HandlerHarness.of(handler, settings)) {
            return harness.run(payload);
        }
    }

    private static HostResolver resolvingTo(String... addresses) {
        List<InetAddress> all = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
        return _ -> all;
    }

    @Test
    void shouldRefuseAHostWithOnePrivateAddressAmongPublicOnes() throws Exception {
        HandlerRun run = run(resolvingTo("93.184.215.14", "10.0.0.8"), "{}");

        assertThat(run.failedForGood())
                .hasMessage(
                        "endpoint 'billing' (http://billing.example.org) must have public addresses"
                                + " only, got: 10.0.0.8; set allow-private=true on a configured"
                                + " endpoint if it is meant");
    }

    @Test
    void shouldRefuseTheLoopbackAddressOfARealServerAndNotCallIt() throws Exception {
        try (TestServer server = new TestServer();
                HandlerHarness harness =
                        HandlerHarness.of(
                                new HttpHandler(), Map.of("endpoints.billing.url", server.url()))) {
            assertThat(harness.run("{}").failedForGood())
                    .hasMessageContaining("must have public addresses only");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void shouldConnectToTheAddressThatWasLookedUpAndKeepTheName() throws Exception {
        try (TestServer server = new TestServer();
                HandlerHarness harness =
                        TestEndpoints.harness(
                                new HttpHandler(InstantSource.system(), resolvingTo("127.0.0.1")),
                                server.url().replace("localhost", "worker.example.org"))) {
            harness.run("{}").completed();

            assertThat(server.requests().getFirst().header("Host").getFirst())
                    .startsWith("worker.example.org:");
        }
    }

    @Test
    void shouldNotFollowANameThatChangesItsAddressAfterTheCheck() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        HostResolver rebinding =
                _ ->
                        List.of(
                                InetAddress.ofLiteral(
                                        lookUps.getAndIncrement() == 0
                                                ? "93.184.215.14"
                                                : "127.0.0.1"));
        try (TestServer server = new TestServer();
                HandlerHarness harness =
                        HandlerHarness.of(
                                new HttpHandler(InstantSource.system(), rebinding),
                                Map.of(
                                        "endpoints.billing.url",
                                        server.url().replace("localhost", "rebinding.example.org"),
                                        "endpoints.billing.timeout",
                                        "PT1S"))) {
            assertThat(harness.run("{}").failed()).isInstanceOf(EndpointFailureException.class);
            assertThat(lookUps).as("look-ups of one attempt").hasValue(1);
            assertThat(harness.run("{}").failedForGood())
                    .hasMessageContaining("must have public addresses only, got: 127.0.0.1");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void shouldNotGetTheConnectionOfAnEndpointThatMayBePrivate() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        HostResolver rebinding =
                _ ->
                        List.of(
                                InetAddress.ofLiteral(
                                        lookUps.getAndIncrement() == 0
                                                ? "127.0.0.1"
                                                : "93.184.215.14"));
        try (TestServer server = new TestServer()) {
            String url = server.url().replace("localhost", "both.example.org");
            try (HandlerHarness harness =
                    HandlerHarness.of(
                            new HttpHandler(InstantSource.system(), rebinding),
                            Map.of(
                                    "endpoints.mine.url",
                                    url,
                                    "endpoints.mine.allow-private",
                                    "true",
                                    "endpoints.theirs.url",
                                    url,
                                    "endpoints.theirs.timeout",
                                    "PT1S"))) {
                harness.run("{\"endpoint\": \"mine\"}").completed();

                assertThat(harness.run("{\"endpoint\": \"theirs\"}").failed())
                        .isInstanceOf(EndpointFailureException.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void shouldCheckUrlsOfPayloadsToo() throws Exception {
        assertThat(
                        run(resolvingTo("127.0.0.1"), "{\"url\": \"http://localhost/x\"}")
                                .failedForGood())
                .hasMessageContaining("url (http://localhost) must have public addresses only");
    }

    @Test
    void shouldRefuseUrlsThatAreNotOnTheAllowList() throws Exception {
        HostResolver never =
                host -> {
                    throw new AssertionError("looked up " + host);
                };

        assertThat(run(never, "{\"url\": \"https://example.org/hooks\"}").failedForGood())
                .hasMessage(
                        "/url must be permitted by strand.handlers.http.allow-list, got: one that"
                                + " is not on the allow-list; extend the list or name an endpoint");
        assertThat(run(never, "{\"url\": \"file:///etc/passwd\"}").failedForGood())
                .hasMessageContaining("got: one that is not an absolute http or https URL");
    }

    @Test
    void shouldRefuseUnclearPayloads() throws Exception {
        HostResolver never = resolvingTo("10.0.0.8");

        assertThat(run(never, "{\"endpoint\": \"biling\"}").failedForGood())
                .hasMessage(
                        "/endpoint must name a configured endpoint (billing), got: 'biling';"
                                + " configure strand.handlers.http.endpoints.biling.url");
        assertThat(
                        run(never, "{\"endpoint\": \"billing\", \"url\": \"http://localhost/\"}")
                                .failedForGood())
                .hasMessageContaining("must have endpoint or url, got: both");
        assertThat(run(never, "{\"bdy\": 1}").failedForGood())
                .hasMessageContaining("/bdy is not a known field");
    }

    @Test
    void shouldRetryIfTheHostIsNotFoundNow() throws Exception {
        HostResolver failing =
                host -> {
                    throw new UnknownHostException(host);
                };

        assertThat(run(failing, "{}").failed())
                .isInstanceOf(EndpointFailureException.class)
                .hasMessageContaining("could not be reached: UnknownHostException");
    }

    @Test
    void shouldLeaveASlowLookUpWhenInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HttpHandler handler =
                new HttpHandler(
                        InstantSource.system(),
                        _ -> {
                            asked.countDown();
                            awaitUninterruptibly(never);
                            return List.of();
                        });
        try (HandlerHarness harness =
                HandlerHarness.of(
                        handler, Map.of("endpoints.billing.url", "http://billing.example.org/"))) {
            HandlerInFlight inFlight = harness.start("{}", new TestTaskContext());
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(inFlight.interrupt().await(Duration.ofSeconds(5)).failed())
                    .isInstanceOf(InterruptedException.class);
        } finally {
            never.countDown();
        }
    }

    /** Like the JDK's look-up, which does not heed interrupts. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // goes on waiting, that is the point
            }
        }
    }
}
