package dev.strand.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.quickstart.options.Options.Ports;
import dev.strand.testing.broker.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class TakenPortsTest {
    @Test
    void shouldNameThePortAndTheOptionThatChangesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() ->
                            TakenPorts.check(
                                    new Ports(
                                            FreePorts.any(),
                                            port,
                                            FreePorts.any(),
                                            FreePorts.any())))
                    .isInstanceOf(StartException.class)
                    .hasMessage(
                            "Port %d is in use by another program: stop that one, or choose another"
                                    + " port with --ingest-port PORT.",
                            port);
        }
    }

    @Test
    void shouldRefuseTheSamePortTwice() {
        assertThatThrownBy(() -> TakenPorts.check(new Ports(9092, 9092, 8081, 8082)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("must differ");
    }
}
