package dev.strand.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessLoggingTest {
    @ParameterizedTest
    @CsvSource({
        "json, strand-status-logback-json.xml",
        "' JSON ', strand-status-logback-json.xml",
        "text, strand-status-logback.xml",
        "anything, strand-status-logback.xml"
    })
    void shouldChooseAFileThatIsThere(String format, String file) {
        assertThat(ProcessLogging.fileFor(Map.of("STRAND_LOG_FORMAT", format))).isEqualTo(file);
        assertThat(ProcessLoggingTest.class.getClassLoader().getResource(file)).isNotNull();
    }

    @Test
    void shouldLogForPeopleByDefault() {
        assertThat(ProcessLogging.fileFor(Map.of())).isEqualTo("strand-status-logback.xml");
    }
}
