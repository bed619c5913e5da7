package dev.strand.processor.lifecycle;

import dev.strand.access.AccessSettings;
import dev.strand.access.AdvertisedAddress;
import dev.strand.access.PeerCredentials;
import dev.strand.processor.delegation.Network;
import dev.strand.processor.settings.ProcessorProperties;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether processors may run things for each other. Whoever can say that an attempt has succeeded
 * decides outcomes: beyond one machine, processors must prove to each other who they are.
 */
@Singleton
class MayDelegate {
    private static final Logger LOG = LoggerFactory.getLogger(MayDelegate.class);

    private final boolean isOn;
    private final boolean isSafe;
    private final PeerCredentials credentials;

    MayDelegate(
            ProcessorProperties properties,
            AdvertisedAddress advertised,
            AccessSettings access,
            PeerCredentials credentials) {
        this.isOn = properties.delegation();
        this.isSafe =
                access.isAuthenticated() ? access.peerKey() != null : advertised.isLoopbackOnly();
        this.credentials = credentials;
    }

    /** Where the process stands among others, with this address. */
    Network at(String address) {
        if (isOn && !isSafe) {
            LOG.atWarn()
                    .addKeyValue("address", address)
                    .log(
                            "processors run nothing for each other: beyond loopback addresses, and"
                                    + " with authentication, they need strand.access.peer-key;"
                                    + " tasks of types without a handler here wait");
        }
        return new Network(address, credentials.own(), isOn && isSafe);
    }
}
