package dev.strand.status.submit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where submissions are handed on to, so that the page can submit at its own address.
 *
 * @param ingestUrl root URL of an ingest service, http or https; without it submissions are not
 *     taken here
 */
@ConfigurationProperties("strand.status")
@Requires(property = SubmitConfig.INGEST_URL)
public record SubmitConfig(URI ingestUrl) {
    /** Name of the setting. */
    public static final String INGEST_URL = "strand.status.ingest-url";

    /**
     * What is wrong with a URL of an ingest service.
     *
     * @return a sentence; null for a good one, and for none
     */
    public static @Nullable String violation(@Nullable URI url) {
        if (url == null) {
            return null;
        }
        String scheme = url.getScheme();
        boolean isHttp = "http".equals(scheme) || "https".equals(scheme);
        return isHttp && url.getHost() != null
                ? null
                : INGEST_URL + " must be an address such as http://localhost:8080, got: " + url;
    }
}
