package dev.strand.status.fleet;

import dev.strand.access.PeerCredentials;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest;

/** Proves calls to other instances with the peer key, where one is set. */
@Singleton
final class PeerKey implements CallCredentials {
    private final PeerCredentials credentials;

    PeerKey(PeerCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void addTo(HttpRequest.Builder call) {
        String own = credentials.own();
        if (own != null) {
            call.header("Authorization", own);
        }
    }
}
