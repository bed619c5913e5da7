package dev.strand.status.audit;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a control request asks for, read from its address: {@code POST /api/groups/g/pause} is to
 * {@code pause} {@code groups/g}.
 *
 * @param action one word
 * @param target what it is to be done with, the query included
 */
record ControlPath(String action, String target) {
    private static final String PREFIX = "/api/";
    private static final String EVERYTHING = "everything";

    static ControlPath of(HttpRequest<?> request) {
        return of(request.getMethod(), request.getPath(), request.getUri().getRawQuery());
    }

    static ControlPath of(HttpMethod method, String path, @Nullable String query) {
        String below = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
        String suffix = query == null ? "" : "?" + query;
        if (method != HttpMethod.POST) {
            return new ControlPath(method.name().toLowerCase(Locale.ROOT), below + suffix);
        }
        int slash = below.lastIndexOf('/');
        String target = slash < 0 ? EVERYTHING : below.substring(0, slash);
        return new ControlPath(below.substring(slash + 1), target + suffix);
    }
}
