package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.log.FactStatus;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events over real HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventsIT extends OneInstance {
    @Test
    void shouldTellEveryStateThatATaskComesTo() throws Exception {
        String id = fresh("told");
        try (EventClient events = new EventClient(status.url() + "/api/events?task=" + id, null)) {
            events.await(frame -> frame.id() != null);
            RecordMetadata at = status.submit("told", id, "email");
            events.await(frame -> frame.statesOf(id).contains("QUEUED"));
            status.happened(at, "told", id, 1, FactStatus.STARTED);
            events.await(frame -> frame.statesOf(id).contains("RUNNING"));
            status.happened(at, "told", id, 1, FactStatus.COMPLETED);
            EventClient.Frame last =
                    events.await(frame -> frame.statesOf(id).contains("COMPLETED"));
            assertThat(last.json().get("tasks").get(0).has("payload")).isFalse();
        }
    }

    @Test
    void shouldCarryOnlyWhatTheFilterAdmits() throws Exception {
        String mine = fresh("mine");
        try (EventClient events =
                new EventClient(
                        status.url() + "/api/events?group=" + mine + "&type=wanted", null)) {
            events.await(frame -> frame.id() != null);
            status.submit("others", fresh("other"), "wanted");
            status.submit(mine, mine + "-unwanted", "unwanted");
            status.submit(mine, mine + "-wanted", "wanted");
            events.await(frame -> frame.statesOf(mine + "-wanted").contains("QUEUED"));
            assertThat(events.seen.stream().filter(frame -> EventClient.TASKS.equals(frame.name())))
                    .allSatisfy(frame ->
                            assertThat(frame.json().get("tasks"))
                                    .allSatisfy(task ->
                                            assertThat(task.get("taskId").asText())
                                                    .isEqualTo(mine + "-wanted")));
        }
    }

    @Test
    void shouldSendFewFramesHoweverMuchHappens() throws Exception {
        String group = fresh("busy");
        try (EventClient events =
                new EventClient(status.url() + "/api/events?group=" + group, null)) {
            events.await(frame -> frame.id() != null);
            long began = System.nanoTime();
            RecordMetadata last = null;
            for (int i = 0; i < 1_000; i++) {
                last = status.submit(group, group + "-" + i, "email");
            }
            status.get(at(Objects.requireNonNull(last), group + "-999"));
            events.await(frame -> frame.statesOf(group + "-999").contains("QUEUED"));
            double seconds = (System.nanoTime() - began) / 1e9;
            long frames =
                    events.seen.stream().filter(f -> EventClient.TASKS.equals(f.name())).count();
            assertThat((double) frames).isLessThanOrEqualTo(seconds * 10 + 2);
            long tasks =
                    events.seen.stream()
                            .filter(frame -> EventClient.TASKS.equals(frame.name()))
                            .mapToLong(frame -> frame.json().get("tasks").size())
                            .sum();
            assertThat(tasks).isEqualTo(1_000);
        }
    }

    @Test
    void shouldResumeWithWhatChangedMeanwhileAndNothingElse() throws Exception {
        String before = fresh("before");
        String during = fresh("during");
        String id;
        RecordMetadata at = status.submit("resume", before, "email");
        status.get(at(at, before));
        try (EventClient events = new EventClient(status.url() + "/api/events", null)) {
            events.await(frame -> frame.id() != null);
            status.submit("resume", fresh("marker"), "email");
            id = events.await(frame -> EventClient.TASKS.equals(frame.name())).id();
        }
        RecordMetadata missed = status.submit("resume", during, "email");
        status.happened(missed, "resume", during, 1, FactStatus.COMPLETED);
        status.getJson(at(missed, during) + "&wait=PT10S");

        try (EventClient events = new EventClient(status.url() + "/api/events?group=resume", id)) {
            EventClient.Frame frame = events.await(f -> !f.statesOf(during).isEmpty());
            assertThat(frame.statesOf(during)).containsExactly("COMPLETED");
            assertThat(frame.statesOf(before)).isEmpty();
        }
        assertThat(at.offset()).isLessThan(missed.offset());
    }

    @Test
    void shouldRefuseAPositionThatIsNone() {
        assertThat(status.get("/api/events?group=").statusCode()).isEqualTo(400);
        assertThatThrownBy(() -> new EventClient(status.url() + "/api/events", "nonsense"))
                .hasMessageContaining("400");
    }
}
