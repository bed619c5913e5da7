package dev.strand.handlers.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The URLs that may be posted to at all. */
final class HttpUrl {

    /** What {@link #parse} takes, in words. */
    static final String RULE =
            "an absolute http or https URL with a host, and without user, fragment and dot"
                    + " segments";

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private HttpUrl() {}

    /** The URL, if it follows the {@linkplain #RULE rule}. */
    static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean isValid =
                    url.getScheme() != null
                            && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                            && url.getHost() != null
                            && url.getRawUserInfo() == null
                            && url.getRawFragment() == null
                            && url.getPort() <= 65_535
                            && !hasDotSegments(url);
            return isValid ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The port that is connected to. */
    static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isSecure(url) ? 443 : 80;
    }

    static boolean isSecure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** The host without the brackets of an IPv6 address. */
    static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * Servers resolve {@code ..}, also in its encoded forms, and would leave an allowed path by it.
     */
    private static boolean hasDotSegments(URI url) {
        String path = url.getPath() == null ? "" : url.getPath().replace('\\', '/');
        return Arrays.stream(path.split("/", -1)).anyMatch(Set.of(".", "..")::contains);
    }
}
