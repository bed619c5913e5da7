package dev.strand.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.submission.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchReaderTest {
    private static final int IN_FLIGHT = 5;
    private static final int ROOM = 2 * IN_FLIGHT;
    private static final int UNREAD_BYTES = 1_000;
    private static final IngestSettings SETTINGS = settings(Duration.ofMinutes(1));
    private static final Items ENDLESS = () -> new Item.Text(new byte[0]);

    private final Queue<CompletableFuture<Answer>> sent = new ConcurrentLinkedQueue<>();
    private final Thread unused = new Thread();
    private Thread running = unused;

    @AfterEach
    void stop() throws InterruptedException {
        running.interrupt();
        running.join();
    }

    @Test
    void shouldSendNoFurtherThanTheAcknowledgementsAllow() {
        run(ENDLESS, _ -> sending());
        awaitStandstill(IN_FLIGHT);

        acknowledge(2);

        awaitStandstill(IN_FLIGHT + 2);
    }

    @Test
    void shouldSendNoFurtherThanTheAnswersAreTaken() throws InterruptedException {
        BatchReader reader =
                run(
                        ENDLESS,
                        _ -> {
                            CompletableFuture<Answer> answer = sending();
                            acknowledge(sent.size());
                            return answer;
                        });
        // One more than there is room for answers: it waits for its place.
        awaitStandstill(ROOM + 1);

        reader.answers().take();

        awaitStandstill(ROOM + 2);
    }

    @Test
    void shouldLoseNoAnswerWhenTheItemsEndWhileThereIsNoRoom() throws InterruptedException {
        int items = 2 * ROOM;
        BatchReader reader =
                run(
                        () -> sent.size() < items ? new Item.Text(new byte[0]) : new Item.End(),
                        _ -> {
                            CompletableFuture<Answer> answer = sending();
                            acknowledge(sent.size());
                            return answer;
                        });
        awaitStandstill(ROOM + 1);

        for (int i = 0; i < items; i++) {
            assertThat(reader.answers().take()).isInstanceOf(Slot.Pending.class);
        }

        assertThat(reader.answers().take()).isEqualTo(new Slot.End());
    }

    @Test
    void shouldNotLookWholeWhenNobodyTookTheAnswers() throws InterruptedException {
        BatchReader reader =
                run(
                        ENDLESS,
                        _ -> {
                            CompletableFuture<Answer> answer = sending();
                            acknowledge(sent.size());
                            return answer;
                        },
                        settings(Duration.ofMillis(1)));
        running.join();

        assertThat(reader.answers()).containsExactly(new Slot.Cut());
        assertThat(reader.isGivenUp()).isTrue();
    }

    @Test
    void shouldEndWhenTheClientGoesAway() throws InterruptedException {
        BatchReader reader = run(ENDLESS, _ -> sending());
        awaitStandstill(IN_FLIGHT);

        running.interrupt();
        running.join();

        assertThat(reader.answers()).last().isEqualTo(new Slot.End());
        assertThat(reader.isGivenUp()).isFalse();
    }

    @Test
    void shouldSayThatTheBodyBrokeOff() throws InterruptedException {
        BatchReader reader =
                run(
                        () -> {
                            throw new IOException("cut");
                        },
                        _ -> sending());
        running.join();

        assertThat(List.copyOf(reader.answers())).hasSize(2).last().isEqualTo(new Slot.End());
        assertThat(reader.answers().take())
                .isInstanceOfSatisfying(
                        Slot.Pending.class,
                        slot ->
                                assertThat(slot.answer().join())
                                        .isInstanceOfSatisfying(
                                                Answer.Refused.class,
                                                refused ->
                                                        assertThat(refused.problem().detail())
                                                                .contains(
                                                                        "cut",
                                                                        "no item was read"
                                                                                + " before")));
    }

    private CompletableFuture<Answer> sending() {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        sent.add(answer);
        return answer;
    }

    private void acknowledge(int count) {
        sent.stream()
                .filter(answer -> !answer.isDone())
                .limit(count)
                .forEach(answer ->
                        answer.complete(new Answer.Accepted("t", "g", 0, 0, TaskStatus.QUEUED)));
    }

    private void awaitStandstill(int count) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(running.getState())
                                .isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING));
        Awaitility.await().untilAsserted(() -> assertThat(sent).hasSize(count));
        assertThat(running.isAlive()).isTrue();
    }

    private static IngestSettings settings(Duration patience) {
        return new IngestSettings(
                "here", 0, 1000, patience, patience, patience, 1, 1, IN_FLIGHT, UNREAD_BYTES);
    }

    private BatchReader run(Items items, Function<byte[], CompletableFuture<Answer>> submissions) {
        return run(items, submissions, SETTINGS);
    }

    private BatchReader run(
            Items items,
            Function<byte[], CompletableFuture<Answer>> submissions,
            IngestSettings settings) {
        BatchReader reader = new BatchReader(items, Framing.LINES, submissions, settings);
        running = Thread.ofPlatform().start(reader);
        return reader;
    }
}
