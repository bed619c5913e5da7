package dev.strand.processor.settings;

import dev.strand.access.AdvertisedAddress;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where others reach the HTTP port of this process, by its settings. */
@Factory
final class AdvertisedAddresses {
    /** The setting. */
    static final String SETTING = ProcessorProperties.PREFIX + ".advertised-address";

    @Singleton
    AdvertisedAddress advertised(ProcessorProperties properties) {
        return new AdvertisedAddress(
                Optional.ofNullable(properties.advertisedAddress())
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElse(null),
                properties.host());
    }
}
