package dev.strand.status.submit;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.net.URI;

/**
 * Where submissions are handed on to, so that the page can submit at its own address.
 *
 * @param ingestUrl root URL of an ingest service, http or https; without it submissions are not
 *     taken here
 */
@ConfigurationProperties("strand.status")
@Requires(property = SubmitConfig.INGEST_URL)
record SubmitConfig(URI ingestUrl) {
    static final String INGEST_URL = "strand.status.ingest-url";

    /** Refuses what is not the root of an HTTP service. */
    SubmitConfig {
        String scheme = ingestUrl.getScheme();
        if (ingestUrl.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    INGEST_URL
                            + " must be an address such as http://localhost:8080, got: "
                            + ingestUrl);
        }
    }
}
