package dev.strand.processor.lifecycle;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.access.AdvertisedAddress;
import dev.strand.access.PeerCredentials;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.settings.ProcessorProperties;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether this process can be asked at the address that it tells others, and says in the log
 * what is wrong if not. Nothing depends on the outcome: it runs tasks all the same.
 */
@Singleton
class AddressCheck {
    private static final Logger LOG = LoggerFactory.getLogger(AddressCheck.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int TRIES = 5;
    private static final String REMEDY =
            "set "
                    + ProcessorProperties.PREFIX
                    + ".advertised-address to where the status API"
                    + " reaches this process";

    private final ProcessorConfig config;
    private final @Nullable String credentials;

    @Inject
    AddressCheck(ProcessorConfig config, PeerCredentials credentials) {
        this(config, credentials.own());
    }

    AddressCheck(ProcessorConfig config, @Nullable String credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /** Warns where only this machine can reach the address, although Kafka is on another one. */
    void compare(AdvertisedAddress address, List<String> brokers) {
        if (address.isLoopbackOnly() && brokers.stream().anyMatch(AdvertisedAddress::isElsewhere)) {
            LOG.atWarn()
                    .addKeyValue("worker", config.instance())
                    .addKeyValue("host", address.boundHost())
                    .log(
                            "only this machine can reach the HTTP port, and Kafka is on another"
                                    + " one: a status API elsewhere cannot ask this processor why"
                                    + " something waits; set "
                                    + ProcessorProperties.PREFIX
                                    + ".host, with authentication");
        }
    }

    /** Asks itself in the background, a few times if need be. The process must be serving. */
    void begin(String address) {
        Thread.ofVirtual().name("strand-address-check").start(() -> check(address));
    }

    private void check(String address) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            String problem = "";
            for (int tried = 0; tried < TRIES; tried++) {
                String found = problem(http, address);
                if (found == null) {
                    return;
                }
                problem = found;
                // A proxy or a name service in between may need a moment after the start.
                Thread.sleep(PAUSE);
            }
            LOG.atWarn()
                    .addKeyValue("worker", config.instance())
                    .addKeyValue("address", address)
                    .addKeyValue("problem", problem)
                    .log("this process does not find itself at its advertised address; " + REMEDY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wrong, or null if this process, or one that says no more to us, answers. */
    @Nullable String problem(HttpClient http, String address) throws InterruptedException {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://" + address + "/internal/state"))
                            .timeout(TIMEOUT);
            if (credentials != null) {
                request.header("Authorization", credentials);
            }
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> wrongInstance(response.body());
                case 401, 403 -> null;
                default -> "it answers with status " + response.statusCode();
            };
        } catch (IOException | IllegalArgumentException e) {
            return "nobody answers: " + e;
        }
    }

    private @Nullable String wrongInstance(byte[] state) throws IOException {
        String instance = new ObjectMapper().readTree(state).path("instance").asText();
        return instance.equals(config.instance()) ? null : "there is another one: " + instance;
    }
}
