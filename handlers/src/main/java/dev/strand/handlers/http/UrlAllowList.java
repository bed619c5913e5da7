package dev.strand.handlers.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * URLs that tasks may name themselves: entries of scheme, host, port and the beginning of the path.
 */
final class UrlAllowList {

    /** What an entry looks like, in words. */
    static final String RULE =
            "must be URLs such as https://hooks.example.org/strand/ or https://*.example.org/";

    private static final String ANY_SUBDOMAIN = "*.";

    private final List<Entry> entries;

    private UrlAllowList(List<Entry> entries) {
        this.entries = entries;
    }

    /** A list that permits nothing. */
    static UrlAllowList empty() {
        return new UrlAllowList(List.of());
    }

    /** A list of the given entries; {@code refused} takes those that are none. */
    static UrlAllowList of(List<String> texts, List<String> refused) {
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            Entry.parse(text).ifPresentOrElse(entries::add, () -> refused.add(text));
        }
        return new UrlAllowList(entries);
    }

    /** Whether one of the entries covers the URL. */
    boolean permits(URI url) {
        return entries.stream().anyMatch(entry -> entry.covers(url));
    }

    private record Entry(URI pattern, boolean coversSubdomains) {

        static Optional<Entry> parse(String text) {
            boolean isWild = text.contains("://" + ANY_SUBDOMAIN);
            String plain = isWild ? text.replaceFirst("\\*\\.", "") : text;
            return HttpUrl.parse(plain)
                    .filter(url -> url.getRawQuery() == null)
                    .map(url -> new Entry(url, isWild));
        }

        boolean covers(URI url) {
            return HttpUrl.isSecure(pattern) == HttpUrl.isSecure(url)
                    && HttpUrl.port(pattern) == HttpUrl.port(url)
                    && coversHost(url)
                    && coversPath(path(url));
        }

        private boolean coversHost(URI url) {
            String host = url.getHost().toLowerCase(Locale.ROOT);
            String expected = pattern.getHost().toLowerCase(Locale.ROOT);
            return coversSubdomains ? host.endsWith("." + expected) : host.equals(expected);
        }

        /** {@code /a} covers {@code /a} and {@code /a/b}, never {@code /ab}. */
        private boolean coversPath(String path) {
            String prefix = path(pattern);
            return path.equals(prefix)
                    || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
        }

        private static String path(URI url) {
            String path = url.getRawPath();
            return path == null || path.isEmpty() ? "/" : path;
        }
    }
}
