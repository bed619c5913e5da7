package dev.strand.handlers.http;

import dev.strand.handler.TaskHandler;
import dev.strand.handler.testkit.HandlerHarness;
import java.util.HashMap;
import java.util.Map;

/**
 * The http handler with one endpoint, {@code billing}, and an environment with {@code TOKEN} and
 * {@code KEY}.
 */
final class TestEndpoints {

    static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "t0ken-from-env", "KEY", "k3y-from-env");

    private TestEndpoints() {}

    /** An endpoint at the URL that may be private, with settings as keys and values in turn. */
    static HandlerHarness harness(String url, String... settings) {
        return harness(new HttpHandler(), url, settings);
    }

    static HandlerHarness harness(TaskHandler<?, ?> handler, String url, String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("endpoints.billing.url", url);
        all.put("endpoints.billing.allow-private", "true");
        for (int i = 0; i < settings.length; i += 2) {
            all.put("endpoints.billing." + settings[i], settings[i + 1]);
        }
        return HandlerHarness.of(handler, all, ENVIRONMENT);
    }
}
