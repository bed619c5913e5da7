package dev.strand.status.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the files of the page. File names below {@code assets/} hold a hash of their
 * content, so browsers keep these for ever; everything else is asked for again each time. Views of
 * the page have addresses of their own, which no file has: a browser that navigates to one gets the
 * index. For use by several threads.
 */
@Singleton
public class Page {
    /** What the page may load: its own files and its own server, nothing written into it. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
                    + " img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final String INDEX = "index.html";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";
    private static final List<String> NOT_OF_THE_PAGE =
            List.of("/api", "/ws", "/health", "/prometheus", "/openapi", "/docs", "/internal");
    private static final Map<String, MediaType> TYPES =
            Map.of(
                    "html", MediaType.of("text/html;charset=utf-8"),
                    "js", MediaType.of("text/javascript;charset=utf-8"),
                    "css", MediaType.of("text/css;charset=utf-8"),
                    "svg", MediaType.of("image/svg+xml"),
                    "woff2", MediaType.of("font/woff2"));

    private final PageFiles files;

    Page(PageFiles files) {
        this.files = files;
    }

    /** The index, where a browser navigates to a view of the page; else null. */
    public @Nullable MutableHttpResponse<byte[]> forNavigation(HttpRequest<?> request) {
        String path = request.getUri().getPath();
        boolean isNavigation =
                request.getMethod() == HttpMethod.GET
                        && request.getHeaders().accept().stream()
                                .anyMatch(MediaType.TEXT_HTML_TYPE::equals);
        boolean isOfThePage =
                !path.startsWith("/assets/")
                        && NOT_OF_THE_PAGE.stream()
                                .noneMatch(
                                        each -> path.equals(each) || path.startsWith(each + "/"));
        return isNavigation && isOfThePage ? file(INDEX) : null;
    }

    /** A file of the page, or null. */
    @Nullable MutableHttpResponse<byte[]> file(String path) {
        byte[] content = files.find(path);
        if (content == null) {
            return null;
        }
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return HttpResponse.ok(content)
                .contentType(TYPES.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM_TYPE))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        path.startsWith("assets/") ? FOR_EVER : ASK_AGAIN);
    }
}
