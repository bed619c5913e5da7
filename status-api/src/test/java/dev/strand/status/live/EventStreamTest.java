package dev.strand.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One client's stream: what a slow client gets, and when. */
class EventStreamTest {
    private static final EventFilter ALL = new EventFilter(null, null, null);

    private final RecordingClient client = new RecordingClient();
    private final List<Frame> received = client.frames();
    private EventStream stream;

    @BeforeEach
    void open() {
        stream = new EventStream(ALL, false, "p0", closed -> {});
        stream.subscribe(client);
    }

    @Test
    void shouldKeepOnlyTheLatestStateOfATaskForASlowClient() {
        offer(List.of(update(1, TaskStatus.QUEUED)), "p1");
        offer(List.of(update(1, TaskStatus.RUNNING), update(2, TaskStatus.QUEUED)), "p2");
        offer(List.of(update(1, TaskStatus.COMPLETED)), "p3");
        stream.tick(0);
        assertThat(received).as("no demand, no frame").isEmpty();

        stream.request(1);
        stream.tick(0);
        assertThat(received).hasSize(1);
        assertThat(received.getFirst().id()).isEqualTo("p3");
        assertThat(states(received.getFirst())).containsExactly("COMPLETED", "QUEUED");
    }

    @Test
    void shouldTellAClientThatIsFarTooSlowToStartOver() {
        List<Update> many =
                LongStream.rangeClosed(0, EventStream.MAX_PENDING)
                        .mapToObj(sequence -> update(sequence, TaskStatus.QUEUED))
                        .toList();
        offer(many, "p9");
        stream.request(10);
        stream.tick(0);
        offer(List.of(update(5, TaskStatus.RUNNING)), "p10");
        stream.tick(0);

        assertThat(received).extracting(Frame::name).containsExactly("reset", "tasks");
        assertThat(states(received.getLast())).containsExactly("RUNNING");
    }

    @Test
    void shouldSendNothingBeforeTheMissedUpdatesAreThere() {
        stream.hold();
        stream.request(10);
        offer(List.of(update(1, TaskStatus.RUNNING)), "p5");
        stream.tick(0);
        assertThat(received).isEmpty();

        stream.resumed(List.of(update(1, TaskStatus.QUEUED), update(2, TaskStatus.FAILED)));
        stream.tick(0);
        assertThat(received).hasSize(1);
        assertThat(states(received.getFirst())).containsExactly("RUNNING", "FAILED");
    }

    @Test
    void shouldGreetAtOnceAndThenOnlySendHeartbeatsWhenItIsQuiet() {
        stream.request(Long.MAX_VALUE);
        for (int i = 0; i < 19; i++) {
            stream.tick(0);
        }
        assertThat(received).hasSize(2);
        assertThat(received).allSatisfy(frame -> assertThat(frame.name()).isNull());
        assertThat(received).allSatisfy(frame -> assertThat(frame.data()).isEmpty());
    }

    @Test
    void shouldMakeTheBytesOnceForClientsThatAreAsLateAsEachOther() {
        EventStream other = new EventStream(ALL, false, "p0", closed -> {});
        RecordingClient otherClient = new RecordingClient();
        other.subscribe(otherClient);
        Batch first =
                new Batch(List.of(update(1, TaskStatus.QUEUED), update(2, TaskStatus.QUEUED)));
        Batch second = new Batch(List.of(update(1, TaskStatus.RUNNING)));
        for (EventStream each : List.of(stream, other)) {
            each.offer(first, "p1");
            each.offer(second, "p2");
            each.request(1);
            each.tick(0);
        }

        assertThat(states(received.getFirst())).containsExactly("RUNNING", "QUEUED");
        assertThat(otherClient.frames().getFirst()).isSameAs(received.getFirst());
        assertThat(received.getFirst().serverSent())
                .isSameAs(received.getFirst().serverSent())
                .asString()
                .startsWith("id: p2\nevent: tasks\ndata: {")
                .endsWith("}\n\n");
    }

    @Test
    void shouldNotMixUpClientsThatAreLateByMoreOrLess() {
        Batch first = new Batch(List.of(update(1, TaskStatus.QUEUED)));
        Batch second = new Batch(List.of(update(2, TaskStatus.QUEUED)));
        EventStream prompt = new EventStream(ALL, false, "p0", closed -> {});
        RecordingClient promptClient = new RecordingClient();
        List<Frame> promptReceived = promptClient.frames();
        prompt.subscribe(promptClient);
        prompt.request(10);
        for (EventStream each : List.of(stream, prompt)) {
            each.offer(first, "p1");
            each.tick(0);
        }
        stream.request(1);
        for (EventStream each : List.of(stream, prompt)) {
            each.offer(second, "p2");
            each.tick(0);
        }

        assertThat(received).hasSize(1);
        assertThat(states(received.getFirst())).hasSize(2);
        assertThat(promptReceived).extracting(Frame::id).containsExactly("p1", "p2");
        assertThat(states(promptReceived.getLast())).hasSize(1);
    }

    @Test
    void shouldKeepEveryLineOfAnEventInItsData() {
        Frame frame = Frame.of("p1", "tasks", "{\n\"a\":1,\r\n\"b\":2}");

        assertThat(new String(frame.serverSent(), StandardCharsets.UTF_8))
                .isEqualTo("id: p1\nevent: tasks\ndata: {\ndata: \"a\":1,\ndata: \"b\":2}\n\n");
    }

    private void offer(List<Update> updates, String position) {
        stream.offer(new Batch(updates), position);
    }

    private static List<String> states(Frame frame) {
        return RecordingClient.states(frame);
    }

    private static Update update(long sequence, TaskStatus status) {
        return Updates.of(sequence, status);
    }
}
