package dev.strand.status.fleet;

import java.net.http.HttpRequest;

/**
 * Proves to other instances that a call comes from one of them. Where no bean of this type is
 * there, calls prove nothing.
 */
@FunctionalInterface
public interface CallCredentials {
    /** Adds what proves it to a call. */
    void addTo(HttpRequest.Builder call);
}
