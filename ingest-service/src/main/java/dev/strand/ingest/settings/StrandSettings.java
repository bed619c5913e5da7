package dev.strand.ingest.settings;

import dev.strand.schemas.topic.Topics;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all services have in common, {@code strand.*}.
 *
 * @param topicPrefix what the names of all topics begin with
 * @param statusUrl base of the addresses that answers point to, where the status API is reached;
 *     empty for the same one as ingest
 */
@ConfigurationProperties("strand")
public record StrandSettings(
        @Bindable(defaultValue = Topics.DEFAULT_PREFIX) String topicPrefix,
        @Nullable String statusUrl) {
    /** Where the status API is reached if nothing is set. */
    public static final String DEFAULT_STATUS_URL = "http://localhost:8081";

    /** Fills in the default and cuts trailing slashes. */
    public StrandSettings {
        String url = statusUrl == null ? DEFAULT_STATUS_URL : statusUrl.strip();
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        statusUrl = url;
    }

    /**
     * The topics of this installation; throws {@link IllegalArgumentException} for an impossible
     * prefix.
     */
    public Topics topics() {
        return Topics.withPrefix(topicPrefix);
    }
}
