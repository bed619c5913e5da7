package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlAllowListTest {

    private static final List<String> ENTRIES =
            List.of(
                    "https://hooks.example.org/strand",
                    "https://*.example.com/",
                    "http://plain.example.org:8080");

    private final List<String> refused = new ArrayList<>();
    private final UrlAllowList list = UrlAllowList.of(ENTRIES, refused);

    private boolean permits(String url) {
        return HttpUrl.parse(url).filter(list::permits).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.org/strand",
                "https://hooks.example.org/strand/a?b=c",
                "https://HOOKS.example.org:443/strand",
                "HTTPS://a.example.com/x",
                "https://a.b.example.com",
                "http://plain.example.org:8080/anything"
            })
    void shouldPermitWhatAnEntryCovers(String url) {
        assertThat(permits(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org/strand",
                "https://hooks.example.org/",
                "https://hooks.example.org/strandX",
                "https://hooks.example.org:444/strand",
                "https://hooks.example.org/strand/../admin",
                "https://hooks.example.org/strand/%2e%2e/admin",
                "https://hooks.example.org/strand/%2E%2E%2Fadmin",
                "https://hooks.example.org/strand/..%5cadmin",
                "https://example.com/",
                "https://badexample.com/",
                "https://a.example.com.evil.org/",
                "https://hooks.example.org@evil.org/strand",
                "https://evil.org#https://hooks.example.org/strand",
                "http://plain.example.org/",
                "ftp://a.example.com/",
                "//a.example.com/",
                "https:///strand",
                "not a url",
                ""
            })
    void shouldRefuseEverythingElse(String url) {
        assertThat(permits(url)).isFalse();
    }

    @Test
    void shouldReportEntriesThatAreNoUrls() {
        List<String> bad =
                List.of(
                        "example.org",
                        "https://*/",
                        "https://a.example.org/?q=1",
                        "https://u@example.org/");

        UrlAllowList.of(bad, refused);

        assertThat(refused).containsExactlyElementsOf(bad);
    }
}
