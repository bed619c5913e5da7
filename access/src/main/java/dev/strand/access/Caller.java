package dev.strand.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param name authenticated name, or null where nobody has to say who they are
 * @param roles what they may do, included roles among them
 * @param kind how they said who they are
 * @param address where the request came from, the address of a proxy if there is one
 */
public record Caller(@Nullable String name, List<String> roles, Kind kind, String address) {
    /** Attribute of an authentication that says its kind. */
    static final String KIND = "strand.kind";

    /** How a caller said who they are. */
    public enum Kind {
        /** Not at all: there is no authentication. */
        NONE,
        /** With a bearer token. */
        TOKEN,
        /** With an API key. */
        KEY;

        /** As JSON has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The sender of a request, as the filters of security have found out. */
    public static Caller of(HttpRequest<?> request) {
        String address = addressOf(request);
        return request.getUserPrincipal(Authentication.class)
                .map(known -> new Caller(known.getName(), rolesOf(known), kindOf(known), address))
                .orElseGet(() -> new Caller(null, Roles.ALL, Kind.NONE, address));
    }

    /** Whether they have a role. */
    public boolean has(String role) {
        return roles.contains(role);
    }

    /** The address that a request came from. */
    static String addressOf(HttpRequest<?> request) {
        var address = request.getRemoteAddress().getAddress();
        return address == null ? "unknown" : address.getHostAddress();
    }

    private static List<String> rolesOf(Authentication known) {
        return Roles.expanded(known.getRoles());
    }

    private static Kind kindOf(Authentication known) {
        return Kind.KEY.name().equals(known.getAttributes().get(KIND)) ? Kind.KEY : Kind.TOKEN;
    }
}
