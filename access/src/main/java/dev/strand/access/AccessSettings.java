package dev.strand.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings {@code strand.access.*}, the same in every service. None can be changed while a service
 * runs.
 *
 * @param allowUnauthenticated whether a service without authentication may listen on other
 *     addresses than the loopback ones
 * @param keys API keys; empty for none
 * @param tokens which bearer tokens are accepted, or null for none
 * @param peerKey a key of role operator that services use among each other, or null where they have
 *     none
 * @param corsOrigins origins whose pages may call this service from a browser; empty for none
 * @param requestsPerSecond of one client, beyond which it gets 429; 0 for no limit. Twice as many
 *     may come at once
 * @param headerTimeout longest time from the first byte of a request to the end of its headers,
 *     PT1S to PT5M
 */
public record AccessSettings(
        boolean allowUnauthenticated,
        List<ApiKey> keys,
        @Nullable Tokens tokens,
        @Nullable String peerKey,
        List<String> corsOrigins,
        int requestsPerSecond,
        Duration headerTimeout) {
    /** What all names begin with. */
    public static final String PREFIX = "strand.access";

    private static final Duration MIN_HEADER_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_HEADER_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_PER_SECOND = 1_000_000;

    /**
     * Bearer tokens: JSON Web Tokens of an OpenID provider, or of any other issuer.
     *
     * @param jwksUrl where the issuer publishes its keys, or null
     * @param jwksFile a file with them, or null
     * @param issuer what {@code iss} must be
     * @param audience what {@code aud} must contain
     * @param rolesClaim claim with the roles; a dot leads into an object ({@code
     *     realm_access.roles})
     * @param nameClaim claim with the name that actions are recorded under
     * @param outageTolerance how long after they were fetched the issuer's keys are used while it
     *     cannot be reached, PT0S to P1D; a key that it withdraws meanwhile opens until then
     */
    public record Tokens(
            @Nullable String jwksUrl,
            @Nullable String jwksFile,
            String issuer,
            String audience,
            String rolesClaim,
            String nameClaim,
            Duration outageTolerance) {
        private static final Duration MAX_OUTAGE_TOLERANCE = Duration.ofDays(1);

        private List<String> errors() {
            List<String> errors = new ArrayList<>();
            if ((jwksUrl == null) == (jwksFile == null)) {
                errors.add("jwt needs either jwks-url or jwks-file, got both or none");
            }
            if (issuer.isBlank() || audience.isBlank()) {
                errors.add(
                        "jwt.issuer and jwt.audience must be set: a token that was made for"
                                + " somebody else must not open this service");
            }
            if (outageTolerance.isNegative()
                    || outageTolerance.compareTo(MAX_OUTAGE_TOLERANCE) > 0) {
                errors.add("jwt.outage-tolerance must be PT0S to P1D, got: " + outageTolerance);
            }
            return errors;
        }
    }

    /** Whether callers have to say who they are. */
    public boolean isAuthenticated() {
        return !keys.isEmpty() || tokens != null;
    }

    /** What is wrong with the values, a sentence each; empty if nothing is. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        if (tokens != null) {
            errors.addAll(tokens.errors());
        }
        if (requestsPerSecond < 0 || requestsPerSecond > MAX_PER_SECOND) {
            errors.add(
                    "requests-per-second must be 0 (no limit) to %d, got: %d"
                            .formatted(MAX_PER_SECOND, requestsPerSecond));
        }
        if (headerTimeout.compareTo(MIN_HEADER_TIMEOUT) < 0
                || headerTimeout.compareTo(MAX_HEADER_TIMEOUT) > 0) {
            errors.add("header-timeout must be PT1S to PT5M, got: " + headerTimeout);
        }
        if (keys.stream().map(ApiKey::name).distinct().count() < keys.size()) {
            errors.add("keys must have different names, got: " + keys);
        }
        for (String origin : corsOrigins) {
            if (!origin.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
                errors.add(
                        "cors-origins must be origins like https://tasks.example.org, got: "
                                + origin);
            }
        }
        if (peerKey != null && !isOperator(peerKey)) {
            errors.add("peer-key must be a key whose hash is among keys with role operator");
        }
        return errors.stream().map(error -> PREFIX + "." + error).toList();
    }

    private boolean isOperator(String key) {
        String hash = ApiKey.hashOf(key);
        return keys.stream()
                .anyMatch(each -> each.isHashOf(hash) && each.roles().contains(Roles.OPERATOR));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "AccessSettings" + keys + tokens;
    }
}
