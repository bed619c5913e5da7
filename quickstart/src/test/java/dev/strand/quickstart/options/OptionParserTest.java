package dev.strand.quickstart.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {
    @Test
    void shouldNeedNoOptions() {
        Options options = OptionParser.parse(List.of());

        assertThat(options)
                .isEqualTo(
                        new Options(
                                Path.of(".strand"),
                                false,
                                10,
                                17,
                                12,
                                new Options.Ports(9092, 8080, 8081, 8082)));
    }

    @Test
    void shouldTakeEveryOption() {
        Options options =
                OptionParser.parse(
                        List.of(
                                "--demo",
                                "--demo-rate",
                                "25",
                                "--demo-seed",
                                "4",
                                "--data",
                                "/tmp/x",
                                "--partitions",
                                "3",
                                "--ingest-port",
                                "1",
                                "--status-port",
                                "2",
                                "--kafka-port",
                                "3",
                                "--processor-port",
                                "4"));

        assertThat(options)
                .isEqualTo(
                        new Options(
                                Path.of("/tmp/x"), true, 25, 4, 3, new Options.Ports(3, 1, 2, 4)));
    }

    @ParameterizedTest
    @CsvSource({
        "--ingest-port 0, '--ingest-port must be a number from 1 to 65535, got: 0'",
        "--kafka-port 65536, '--kafka-port must be a number from 1 to 65535, got: 65536'",
        "--partitions many, '--partitions must be a number from 1 to 1000, got: many'",
        "--demo-rate 501, '--demo-rate must be a number from 1 to 500, got: 501'",
        "--data, --data needs a value after it; --help shows how it is used.",
        "--data --demo, --data needs a value after it; --help shows how it is used.",
        "--dmeo, There is no option '--dmeo'; --help lists the options."
    })
    void shouldSayWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> OptionParser.parse(List.of(line.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void shouldMentionEveryOptionInTheHelp() {
        assertThat(OptionParser.HELP)
                .contains("--demo ", "--demo-rate", "--demo-seed", "--data", "--partitions")
                .contains(
                        "--ingest-port",
                        "--status-port",
                        "--kafka-port",
                        "--processor-port",
                        "--help");
    }
}
