package dev.strand.status.config;

import dev.strand.access.SettingRanges;
import dev.strand.status.submit.SubmitConfig;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code strand.status.*} that others than this service's own beans read: the
 * framework's server, and whoever submits for the page. Here they are only checked.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any free one
 * @param ingestUrl root URL of an ingest service, or null
 */
@Introspected
record StatusAddresses(
        @Bindable(defaultValue = "127.0.0.1") String host,
        @Bindable(defaultValue = "8081") int port,
        @Nullable URI ingestUrl) {
    private static final int MAX_PORT = 65_535;

    /** What is wrong with the values, a sentence each; empty if nothing is. */
    List<String> errors() {
        SettingRanges ranges = new SettingRanges(StatusConfig.PREFIX);
        ranges.check("port", port, 0, MAX_PORT);
        List<String> errors = ranges.errors();
        String url = SubmitConfig.violation(ingestUrl);
        if (url != null) {
            errors.add(url);
        }
        return errors;
    }
}
