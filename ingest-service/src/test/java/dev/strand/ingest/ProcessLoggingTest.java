package dev.strand.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessLoggingTest {
    @ParameterizedTest
    @CsvSource({
        "json, strand-ingest-logback-json.xml",
        "' JSON ', strand-ingest-logback-json.xml",
        "text, strand-ingest-logback.xml",
        "anything, strand-ingest-logback.xml"
    })
    void shouldChooseAFileThatIsThere(String format, String file) {
        assertThat(ProcessLogging.fileFor(Map.of("STRAND_LOG_FORMAT", format))).isEqualTo(file);
        assertThat(ProcessLoggingTest.class.getClassLoader().getResource(file)).isNotNull();
    }

    @Test
    void shouldLogForPeopleByDefault() {
        assertThat(ProcessLogging.fileFor(Map.of())).isEqualTo("strand-ingest-logback.xml");
    }
}
