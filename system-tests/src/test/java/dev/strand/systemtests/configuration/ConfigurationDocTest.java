package dev.strand.systemtests.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation of the settings is what the services really take. */
class ConfigurationDocTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");
    private static final Path AS_IT_SHOULD_BE = Path.of("target", "configuration.md");
    private static final String BEGIN = "<!-- made from the sources: begin -->\n";
    private static final String END = "\n<!-- made from the sources: end -->\n";

    @Test
    void shouldDocumentEverySetting() throws IOException {
        String is = Files.readString(FILE);
        String should = withReference(is, SettingsReference.markdown());

        if (!is.equals(should)) {
            Files.writeString(AS_IT_SHOULD_BE, should);
        }

        assertThat(is)
                .as(
                        "docs/configuration.md is not what the sources say; system-tests/%s is,"
                                + " copy it there",
                        AS_IT_SHOULD_BE)
                .isEqualTo(should);
    }

    @Test
    void shouldSayWhatEverySettingMeans() throws IOException {
        assertThat(SettingsReference.markdown())
                .contains("`strand.ingest.port`", "`strand.processor.lease`", "`strand.status.")
                .doesNotContain("{@", "|  |\n");
    }

    private static String withReference(String document, String reference) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        assertThat(begin).as("position of " + BEGIN).isPositive();
        assertThat(end).as("position of " + END).isGreaterThan(begin);
        return document.substring(0, begin + BEGIN.length())
                + "\n"
                + reference
                + "\n"
                + document.substring(end);
    }
}
