package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {

    @Test
    void shouldEqualWhatOtherToolsCompute() {
        // printf '1796112000.{"a":1}' | openssl dgst -sha256 -hmac secret
        String signature =
                Signature.of(
                        "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                        Instant.ofEpochSecond(1_796_112_000L),
                        new Secret("secret"));

        assertThat(signature)
                .isEqualTo(
                        "t=1796112000,v1=451834b34442087e4a92f092c8103071d6002b31b53b3c5832b1d29a19923ca7");
    }
}
