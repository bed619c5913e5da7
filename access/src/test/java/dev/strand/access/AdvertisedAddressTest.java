package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {
    private static final String SETTING = "strand.processor.advertised-address";

    @Test
    void shouldBeWhatIsBoundUnlessItIsConfigured() {
        assertThat(unset("127.0.0.1").at(8082, List.of("kafka-1"))).isEqualTo("127.0.0.1:8082");
        assertThat(unset("::1").at(8082, List.of())).isEqualTo("[::1]:8082");
        assertThat(unset("p1.example.org").at(8082, List.of())).isEqualTo("p1.example.org:8082");
        assertThat(new AdvertisedAddress("p1.example.org:80", "0.0.0.0").at(8082, List.of()))
                .isEqualTo("p1.example.org:80");
        assertThat(new AdvertisedAddress("p1.example.org", "0.0.0.0").at(8082, List.of()))
                .isEqualTo("p1.example.org:8082");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void shouldBeTheWayToKafkaWhereEveryAddressIsBound(String everywhere) {
        assertThat(unset(everywhere).at(8082, List.of("127.0.0.1"))).isEqualTo("127.0.0.1:8082");

        Optional<String> own = ownAddress();
        own.ifPresent(address ->
                assertThat(unset(everywhere).at(8082, List.of(address)))
                        .isEqualTo(address + ":8082"));
    }

    @Test
    void shouldSkipBrokersThatCannotBeFoundAndNeverBeAWildcard() {
        assertThat(unset("0.0.0.0").at(1234, List.of("no-such-host.invalid", "127.0.0.1")))
                .isEqualTo("127.0.0.1:1234");
        assertThat(unset("0.0.0.0").at(1234, List.of("no-such-host.invalid")))
                .endsWith(":1234")
                .doesNotStartWith("0.0.0.0");
    }

    @Test
    void shouldKnowThatOthersCannotReachALoopbackAddress() {
        assertThat(unset("127.0.0.1").isLoopbackOnly()).isTrue();
        assertThat(unset("localhost").isLoopbackOnly()).isTrue();
        assertThat(unset("0.0.0.0").isLoopbackOnly()).isFalse();
        assertThat(new AdvertisedAddress("proxy:80", "127.0.0.1").isLoopbackOnly()).isFalse();
    }

    @Test
    void shouldTellThisMachineFromOthers() {
        assertThat(AdvertisedAddress.isElsewhere("localhost")).isFalse();
        assertThat(AdvertisedAddress.isElsewhere("127.0.0.1")).isFalse();
        assertThat(AdvertisedAddress.isElsewhere("no-such-host.invalid")).isFalse();
        ownAddress().ifPresent(own -> assertThat(AdvertisedAddress.isElsewhere(own)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://p1:8082",
                "p1:8082/",
                "p1:0",
                "p1:70000",
                "p1:",
                "my_host:1",
                "p 1:2",
                "",
                "::1"
            })
    void shouldRefuseWhatIsNoAddress(String wrong) {
        assertThat(AdvertisedAddress.violation(SETTING, wrong))
                .startsWith(SETTING + " must be host or host:port")
                .endsWith("got: " + wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1:8082", "p1.example.org", "10.0.0.7:65535", "[::1]:8082", "[::1]"})
    void shouldTakeAddresses(String right) {
        assertThat(AdvertisedAddress.violation(SETTING, right)).isNull();
        assertThat(AdvertisedAddress.violation(SETTING, null)).isNull();
    }

    private static AdvertisedAddress unset(String boundHost) {
        return new AdvertisedAddress(null, boundHost);
    }

    /** An address of this machine that is not the loopback one, where it has any. */
    private static Optional<String> ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
