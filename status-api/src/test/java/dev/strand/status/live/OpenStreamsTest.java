package dev.strand.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.core.log.TaskStatus;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All streams of an instance: what they are handed, and what becomes of those that fail. */
class OpenStreamsTest {
    private static final Summaries.Due NOTHING_DUE = new Summaries.Due(null, null, null);
    private static final Feeds.Told NOTHING_TOLD =
            new Feeds.Told(List.of(), Map.of(), PositionVector.EMPTY, null);

    private final OpenStreams streams = new OpenStreams();

    @Test
    void shouldTellTheFirstStreamNothingOfWhatChangedBeforeItCame() {
        RecordingClient before = open();
        streams.changed(0, Updates.row(1, TaskStatus.RUNNING));
        streams.lose("history was cleared");
        before.cancel();
        streams.changed(0, Updates.row(1, TaskStatus.COMPLETED));

        RecordingClient first = open();
        handOut();
        assertThat(first.frames()).extracting(Frame::name).containsOnlyNulls();

        streams.changed(0, Updates.row(2, TaskStatus.QUEUED));
        handOut();
        assertThat(first.states()).containsExactly("QUEUED");
    }

    @Test
    void shouldTellAnotherStreamWhatChangesWhileOneIsOpen() {
        open();
        streams.changed(0, Updates.row(1, TaskStatus.RUNNING));
        RecordingClient second = open();
        handOut();

        assertThat(second.states()).containsExactly("RUNNING");
    }

    @Test
    void shouldNotKeepWhatHasBeenSentWhileClientsTakeTurnsAtBeingLate() {
        RecordingClient odd = open(0);
        RecordingClient even = open(0);
        List<WeakReference<Batch>> past = new ArrayList<>();
        for (int tick = 0; tick < 20; tick++) {
            // One of the two has always been offered the batch before, and has not been sent it.
            (tick % 2 == 0 ? odd : even).demand(1);
            past.add(new WeakReference<>(handOut(Updates.of(tick, TaskStatus.QUEUED))));
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> {
                    System.gc();
                    return past.stream().limit(10).allMatch(batch -> batch.refersTo(null));
                });
        assertThat(odd.frames()).isNotEmpty();
        assertThat(even.frames()).isNotEmpty();
    }

    @Test
    void shouldTellAClientWhoseStreamFailsAndServeTheOthers() {
        RecordingClient failing = open();
        RecordingClient other = open();
        IllegalStateException failure = new IllegalStateException("its connection is closed");
        failing.failWith(failure);

        handOut(Updates.of(1, TaskStatus.RUNNING));
        handOut(Updates.of(2, TaskStatus.QUEUED));

        assertThat(failing.failure()).isSameAs(failure);
        assertThat(streams.size()).isOne();
        assertThat(other.states()).containsExactly("RUNNING", "QUEUED");
    }

    @Test
    void shouldTellAClientThatComesAfterItsStreamHasFailed() {
        EventStream stream = new EventStream(EventFilter.ALL, true, "p0", streams::remove);
        streams.add(stream);
        IllegalStateException failure = new IllegalStateException("nothing can be read");
        stream.fail(failure);
        RecordingClient late = new RecordingClient();
        stream.subscribe(late);

        assertThat(late.failure()).isSameAs(failure);
        assertThat(streams.isEmpty()).isTrue();
    }

    private RecordingClient open() {
        return open(Long.MAX_VALUE);
    }

    private RecordingClient open(long demand) {
        EventStream stream = new EventStream(EventFilter.ALL, true, "p0", streams::remove);
        streams.add(stream);
        RecordingClient client = new RecordingClient();
        stream.subscribe(client);
        client.demand(demand);
        return client;
    }

    private void handOut() {
        OpenStreams.Handout taken = streams.take(() -> NOTHING_TOLD);
        handOut(taken.streams(), taken.own(), taken.lost());
    }

    private Batch handOut(Update update) {
        Batch batch = new Batch(List.of(update));
        handOut(streams.take(() -> NOTHING_TOLD).streams(), batch, null);
        return batch;
    }

    private static void handOut(List<EventStream> to, Batch batch, @Nullable String lost) {
        Share.Part part = new Share.Part(batch, "p1", lost);
        OpenStreams.handOut(to, new Share(part, part, NOTHING_DUE, 0));
    }
}
