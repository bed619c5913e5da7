package dev.strand.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerSpoolTest {
    private static final int MAX_BYTES = 4 << 20;
    private static final long SEED = 20_261_126;

    private final AnswerSpool spool = new AnswerSpool(MAX_BYTES);
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void shouldGiveBackEverythingInOrderHoweverMuchIsUnread() throws Exception {
        // Given chunks that are taken in bursts, so that memory and file both fill and run dry
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (int i = 0; i < 400; i++) {
            byte[] chunk = new byte[1 + random.nextInt(30_000)];
            random.nextBytes(chunk);
            spool.write(chunk);
            written.writeBytes(chunk);
            while (i % 100 > 60 && taken.size() < written.size()) {
                taken.writeBytes(spool.take());
            }
        }
        spool.end();
        for (byte[] next = spool.take(); next.length > 0; next = spool.take()) {
            taken.writeBytes(next);
        }

        assertThat(taken.toByteArray()).as("seed %d", SEED).isEqualTo(written.toByteArray());
    }

    @Test
    void shouldLetTheWriterWaitWhileThereIsNoRoom() throws Exception {
        spool.write(new byte[MAX_BYTES]);
        CompletableFuture<Void> writing = new CompletableFuture<>();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                spool.write(new byte[1]);
                                writing.complete(null);
                            } catch (Exception e) {
                                writing.completeExceptionally(e);
                            }
                        });
        Awaitility.await()
                .untilAsserted(() -> assertThat(writer.getState()).isEqualTo(Thread.State.WAITING));
        assertThat(writing).isNotDone();

        spool.take();

        writing.get();
        writer.join();
    }

    @Test
    void shouldSayThatItIsNotWholeAfterWhatThereIs() throws Exception {
        spool.write(new byte[] {1});
        spool.fail(new IllegalStateException("given up"));

        assertThat(spool.take()).containsExactly(1);
        assertThatThrownBy(spool::take)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("given up");
    }

    @Test
    void shouldLetGoWhoeverWaitsWhenItIsClosed() throws InterruptedException, ExecutionException {
        CompletableFuture<byte[]> taking =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return spool.take();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });

        spool.close();

        assertThat(taking.get()).isEmpty();
    }
}
