package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerThreadTest {
    private final HandlerThread thread = new HandlerThread();

    @AfterEach
    void leaveNothingBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldInterruptTheHandlerAsItEntersWhenAskedBefore() {
        thread.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        thread.enter();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(thread.isInterrupted()).isTrue();
        thread.leave();
    }

    @Test
    void shouldInterruptAHandlerThatWaits() throws InterruptedException {
        // Given
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        AtomicBoolean wasClean = new AtomicBoolean();
        Thread handler =
                Thread.ofVirtual()
                        .start(() -> {
                            thread.enter();
                            try {
                                inside.countDown();
                                boolean _ = never.await(10, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                wasInterrupted.set(true);
                                Thread.currentThread().interrupt();
                            } finally {
                                thread.leave();
                            }
                            wasClean.set(!Thread.currentThread().isInterrupted());
                        });
        inside.await();
        // When
        thread.interrupt();
        handler.join();
        // Then
        assertThat(wasInterrupted).isTrue();
        assertThat(wasClean).as("what comes after the handler is not interrupted").isTrue();
    }

    @Test
    void shouldNeverInterruptWhatComesAfterTheHandler() {
        thread.enter();
        thread.leave();
        thread.interrupt();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(thread.isInterrupted()).isTrue();
    }

    @Test
    void shouldTakeAnInterruptAwayThatTheHandlerLeftBehind() {
        thread.enter();
        Thread.currentThread().interrupt();
        thread.leave();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(thread.isInterrupted()).as("by the processor").isFalse();
    }

    @Test
    void shouldKeepInterruptsInsideHoweverTheyRace() throws InterruptedException {
        Random random = new Random(11);
        int reached = 0;
        for (int round = 0; round < 3_000; round++) {
            HandlerThread raced = new HandlerThread();
            int spins = random.nextInt(300);
            Thread interrupter =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < spins; i++) {
                                    Thread.onSpinWait();
                                }
                                raced.interrupt();
                            });
            raced.enter();
            boolean inside = false;
            for (int i = 0; i < 2_000; i++) {
                inside |= Thread.currentThread().isInterrupted();
            }
            raced.leave();
            interrupter.join();
            assertThat(Thread.currentThread().isInterrupted()).as("round %d", round).isFalse();
            reached += inside ? 1 : 0;
        }
        assertThat(reached).as("handlers that were met inside").isPositive();
    }
}
