package dev.strand.access;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What a service sends along when it asks another service, or another instance of itself, for
 * something.
 */
@Singleton
public final class PeerCredentials {
    private final @Nullable String header;

    PeerCredentials(AccessSettings settings) {
        this.header = settings.peerKey() == null ? null : "Bearer " + settings.peerKey();
    }

    /**
     * Value of {@code Authorization} for a call on behalf of a request: its own, so that the other
     * side decides what its sender may do and see; or null where there is none.
     */
    public @Nullable String onBehalfOf(HttpRequest<?> request) {
        return request.getHeaders().get("Authorization");
    }

    /**
     * Value of {@code Authorization} for a call on the service's own behalf, from {@code
     * strand.access.peer-key}, or null where none is set. Whatever comes back must be masked before
     * it is handed to a viewer.
     */
    public @Nullable String own() {
        return header;
    }
}
