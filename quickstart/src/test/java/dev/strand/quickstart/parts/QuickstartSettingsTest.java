package dev.strand.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.quickstart.options.OptionParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartSettingsTest {
    private static final String OF_INGEST = "strand.ingest.nonsense";
    private static final String OF_STATUS = "strand.status.max-waiters";

    @TempDir private Path directory;

    @AfterEach
    void forgetSettings() {
        System.clearProperty(OF_INGEST);
        System.clearProperty(OF_STATUS);
    }

    @Test
    void shouldNameWrongSettingsOfAllServicesBeforeAnythingStarts() {
        System.setProperty(OF_INGEST, "1");
        System.setProperty(OF_STATUS, "-4");
        List<String> progress = new ArrayList<>();
        try (Quickstart quickstart =
                new Quickstart(
                        OptionParser.parse(List.of("--data", directory.toString())),
                        progress::add)) {
            assertThatThrownBy(quickstart::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("2 problems with the settings:\n")
                    .hasMessageContaining("strand.ingest.nonsense is no setting")
                    .hasMessageContaining("strand.status.max-waiters must be 0 to 2147483647");
        }
        assertThat(progress).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }
}
