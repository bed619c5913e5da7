package dev.strand.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.client.Accepted;
import dev.strand.client.Controls;
import dev.strand.client.Group;
import dev.strand.client.Problem;
import dev.strand.client.Submission;
import dev.strand.client.Task;
import dev.strand.client.Why;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The records of the client have the fields that the OpenAPI documents have. */
class ClientDocumentTest {
    private static final String STATUS = "/strand-openapi-status-api.json";
    private static final String INGEST = "/strand-openapi-ingest.json";

    @Test
    void shouldHaveTheFieldsOfTheDocuments() throws IOException {
        same(STATUS, "Task", Set.of(), Task.class);
        same(STATUS, "TaskError", Set.of(), Task.TaskError.class);
        same(STATUS, "Attempt", Set.of(), Task.Attempt.class);
        same(STATUS, "Group", Set.of(), Group.class);
        same(STATUS, "Why", Set.of(), Why.class);
        same(STATUS, "Problem", Set.of(), Problem.class);
        same(STATUS, "Accepted", Set.of(), Controls.Command.class);
        same(STATUS, "Remark", Set.of(), Controls.Remark.class);
        same(INGEST, "Submission", Set.of(), Submission.class);
        same(INGEST, "Accepted", Set.of(), Accepted.class);
        // What went wrong, its sentence says.
        same(STATUS, "Reason", Set.of("error"), Why.Reason.class);
    }

    private static void same(String file, String schema, Set<String> leftOut, Class<?> type)
            throws IOException {
        JsonNode properties = schema(file, schema).path("properties");
        Set<String> documented = new TreeSet<>();
        properties.fieldNames().forEachRemaining(documented::add);
        documented.removeAll(leftOut);
        List<String> fields =
                Arrays.stream(Objects.requireNonNull(type.getRecordComponents()))
                        .map(component -> component.getName())
                        .toList();
        assertThat(fields).as(schema).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static JsonNode schema(String file, String name) throws IOException {
        try (InputStream in = ClientDocumentTest.class.getResourceAsStream(file)) {
            JsonNode document = new ObjectMapper().readTree(Objects.requireNonNull(in, file));
            return document.path("components").path("schemas").path(name);
        }
    }
}
