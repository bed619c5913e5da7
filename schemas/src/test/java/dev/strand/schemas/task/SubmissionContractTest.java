package dev.strand.schemas.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.SchemaFile;
import dev.strand.schemas.Violation;
import dev.strand.schemas.task.SubmissionCase.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmissionContractTest {
    private static final TaskCodec CODEC = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
    private static final RecordContext CONTEXT =
            new RecordContext(Instant.EPOCH, "strand.tasks", 0, 7, null);

    static List<SubmissionCase> cases() {
        return SubmissionCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldJudgeAsTheContractDoes(SubmissionCase submission) {
        Decoded<TaskSubmission> decoded = CODEC.decodeSubmission(submission.utf8());

        assertThat(decoded instanceof Decoded.Ok)
                .as("%s: %s", submission.json(), decoded)
                .isEqualTo(submission.verdict() == Verdict.VALID);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldAgreeWithTheSchemaWhereThatCanSayIt(SubmissionCase submission) {
        List<String> errors = SchemaFile.TASK_SUBMISSION.errors(submission.utf8());

        assertThat(errors.isEmpty())
                .as("%s: %s", submission.json(), errors)
                .isEqualTo(submission.verdict() != Verdict.INVALID);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldSayRuleAndRemedyOfEveryViolation(SubmissionCase submission) {
        if (CODEC.decodeSubmission(submission.utf8())
                instanceof Decoded.Invalid<TaskSubmission>(List<Violation> violations)) {
            assertThat(violations).allSatisfy(SubmissionContractTest::assertHelpful);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldJudgeARecordLikeARequest(SubmissionCase submission) {
        boolean isValidRequest = CODEC.decodeSubmission(submission.utf8()) instanceof Decoded.Ok;
        boolean isValidRecord =
                CODEC.decode(null, submission.utf8(), CONTEXT) instanceof Decoded.Ok;

        assertThat(isValidRecord).isEqualTo(isValidRequest);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldWriteBackWhatItReadSoThatTheSchemaAcceptsIt(SubmissionCase submission) {
        if (CODEC.decodeSubmission(submission.utf8())
                instanceof Decoded.Ok<TaskSubmission>(TaskSubmission read)) {
            var task = read.toTask("made-id", Instant.EPOCH, null);
            var record = new TaskRecord.Submission(task);
            byte[] written = TaskCodec.encode(record);
            assertThat(SchemaFile.TASK_SUBMISSION.errors(written)).isEmpty();
            assertThat(CODEC.decode(TaskCodec.key(record), written, CONTEXT).orThrow())
                    .isEqualTo(record);
        }
    }

    @Test
    void shouldCoverEveryVerdict() {
        assertThat(cases()).extracting(SubmissionCase::verdict).contains(Verdict.values());
    }

    static void assertHelpful(Violation violation) {
        String[] parts = violation.message().split("; ", 2);
        assertThat(parts)
                .as("%s", violation)
                .hasSize(2)
                .allSatisfy(p -> assertThat(p).isNotBlank());
        if (violation.value() != null) {
            assertThat(violation.value().length()).isLessThanOrEqualTo(Violation.MAX_VALUE_CHARS);
        }
    }
}
