package dev.strand.quickstart.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartedPartsTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final StartedParts parts = new StartedParts(line -> {});

    @Test
    void shouldStopInReverseOrder() {
        parts.start(List.of(part("a"), part("b"), part("c")));
        parts.close();
        parts.close();

        assertThat(log)
                .containsExactly("start a", "start b", "start c", "stop c", "stop b", "stop a");
    }

    @Test
    void shouldStopWhatHadStartedBeforeAPartFails() {
        assertThatThrownBy(() -> parts.start(List.of(part("a"), failing("b"), part("c"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("The b did not start: no luck");
        assertThat(log).containsExactly("start a", "stop a");
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStop() {
        parts.start(
                List.of(
                        part("a"),
                        part(
                                "b",
                                () -> {
                                    throw new IllegalStateException("stuck");
                                })));
        parts.close();

        assertThat(log).containsExactly("start a", "start b", "stop a");
    }

    @Test
    void shouldStartNothingMoreOnceItIsClosing() throws Exception {
        CountDownLatch isStarting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean areRunning = new AtomicBoolean(true);
        Part slow = part("slow", isStarting, goOn);
        Thread starting =
                Thread.ofVirtual()
                        .start(() -> areRunning.set(parts.start(List.of(slow, part("late")))));
        isStarting.await();
        Thread closing = Thread.ofPlatform().start(parts::close);
        while (closing.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }

        goOn.countDown();
        starting.join();
        closing.join();

        assertThat(log).containsExactly("start slow", "stop slow");
        assertThat(areRunning).isFalse();
    }

    private Part part(String name) {
        return part(name, () -> log.add("stop " + name));
    }

    private Part part(String name, AutoCloseable stop) {
        return new NamedPart(
                name,
                () -> {
                    log.add("start " + name);
                    return stop;
                });
    }

    private Part part(String name, CountDownLatch isStarting, CountDownLatch goOn) {
        return new NamedPart(
                name,
                () -> {
                    log.add("start " + name);
                    isStarting.countDown();
                    goOn.await();
                    return () -> log.add("stop " + name);
                });
    }

    private static Part failing(String name) {
        return new NamedPart(
                name,
                () -> {
                    throw new IllegalStateException("no luck");
                });
    }

    private record NamedPart(String name, Callable<AutoCloseable> starter) implements Part {
        @Override
        public AutoCloseable start() throws Exception {
            return starter.call();
        }
    }
}
