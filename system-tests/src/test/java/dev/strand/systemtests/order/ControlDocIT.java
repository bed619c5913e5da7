package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of docs/control.md does what the page says, in the order of the page. It leaves a
 * parked group behind, so it has a Strand of its own.
 */
@Timeout(420)
class ControlDocIT {
    private static final Path PAGE = Path.of("..", "docs", "control.md");

    @TempDir private Path directory;

    @Test
    void shouldTakeEveryCommandInTheOrderOfThePage() throws Exception {
        Shell shell = new Shell(directory);
        List<String> answers = new ArrayList<>();

        try (StrandProcess strand = new StrandProcess(directory)) {
            for (String command : Readme.commands(PAGE)) {
                String failing = command.replace("curl ", "curl --fail --show-error --silent ");
                answers.add(shell.run(strand.withPorts(failing)));
            }
        }

        assertThat(answers).hasSizeGreaterThan(25);
        assertThat(answers).anyMatch(answer -> answer.contains("\"PARKED\""));
        assertThat(answers).anyMatch(answer -> answer.contains("\"command\":\"unpark\""));
        assertThat(answers).anyMatch(answer -> answer.contains("\"inPlace\":1"));
        assertThat(answers)
                .anyMatch(answer ->
                        answer.contains("\"action\":\"redrive\"")
                                && answer.contains("\"jobId\":\""));
    }
}
