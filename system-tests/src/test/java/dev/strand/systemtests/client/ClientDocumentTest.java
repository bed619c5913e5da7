package dev.strand.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.client.Accepted;
import dev.strand.client.Controls;
import dev.strand.client.Group;
import dev.strand.client.GroupState;
import dev.strand.client.Problem;
import dev.strand.client.Submission;
import dev.strand.client.Task;
import dev.strand.client.TaskState;
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
    private static final String PROCESSOR = "/strand-openapi-processor.json";
    private static final String INGEST = "/strand-openapi-ingest.json";

    @Test
    void shouldHaveTheFieldsOfTheDocuments() throws IOException {
        same(STATUS, "Task", Task.class);
        same(STATUS, "TaskError", Task.TaskError.class);
        same(STATUS, "Attempt", Task.Attempt.class);
        same(STATUS, "Group", Group.class);
        same(STATUS, "Why", Why.class);
        same(STATUS, "Problem", Problem.class);
        same(STATUS, "Accepted", Controls.Command.class);
        same(STATUS, "Remark", Controls.Remark.class);
        same(INGEST, "Submission", Submission.class);
        same(INGEST, "Accepted", Accepted.class);
        same(STATUS, "Reason", Why.Reason.class);
    }

    @Test
    void shouldKnowTheStatesOfTheDocuments() throws IOException {
        assertThat(names(TaskState.values())).isEqualTo(states("TaskSummary", "status"));
        assertThat(names(GroupState.values())).isEqualTo(states("Group", "state"));
    }

    /** What a processor tells, the status API hands on as it is. */
    @Test
    void shouldDocumentTheSameOfWhatIsHandedOn() throws IOException {
        for (String schema : List.of("Reason", "TypeUse", "Permits")) {
            assertThat(schema(STATUS, schema)).isEqualTo(schema(PROCESSOR, schema));
        }
    }

    /** Without the one that stands for what a newer service may say. */
    private static Set<String> names(Enum<?>[] values) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(values).map(Enum::name).forEach(names::add);
        names.remove("UNKNOWN");
        return names;
    }

    private static Set<String> states(String schema, String property) throws IOException {
        Set<String> states = new TreeSet<>();
        schema(STATUS, schema)
                .path("properties")
                .path(property)
                .path("enum")
                .forEach(state -> states.add(state.asText()));
        return states;
    }

    /** A dead letter is read as a task: the number of its attempts is that of its last one. */
    @Test
    void shouldFindNothingInADeadLetterThatATaskDoesNotHave() throws IOException {
        Set<String> fields = new TreeSet<>();
        schema(STATUS, "DeadLetter").path("properties").fieldNames().forEachRemaining(fields::add);
        Set<String> ofTasks = new TreeSet<>();
        schema(STATUS, "Task").path("properties").fieldNames().forEachRemaining(ofTasks::add);

        assertThat(fields).isNotEmpty().isSubsetOf(ofTasks);
    }

    private static void same(String file, String schema, Class<?> type) throws IOException {
        JsonNode properties = schema(file, schema).path("properties");
        Set<String> documented = new TreeSet<>();
        properties.fieldNames().forEachRemaining(documented::add);
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
