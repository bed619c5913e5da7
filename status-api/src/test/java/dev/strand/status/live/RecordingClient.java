package dev.strand.status.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A client that notes what it is sent, and takes as much as the test says. */
final class RecordingClient implements Subscriber<Frame> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Frame> frames = new ArrayList<>();
    private @Nullable Subscription subscription;
    private @Nullable RuntimeException thrown;
    private @Nullable Throwable failure;

    /** Everything it was sent. */
    List<Frame> frames() {
        return frames;
    }

    /** Why its stream has ended, or null. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** States of all tasks that it was told, in order. */
    List<String> states() {
        return frames.stream().flatMap(frame -> states(frame).stream()).toList();
    }

    static List<String> states(Frame frame) {
        List<String> states = new ArrayList<>();
        if (EventStream.TASKS.equals(frame.name())) {
            try {
                MAPPER.readTree(frame.data())
                        .get("tasks")
                        .forEach(task -> states.add(task.get("status").asText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return states;
    }

    /** Takes so many more frames. */
    void demand(long more) {
        Objects.requireNonNull(subscription).request(more);
    }

    void cancel() {
        Objects.requireNonNull(subscription).cancel();
    }

    /** From now on it cannot be written to. */
    void failWith(RuntimeException newThrown) {
        thrown = newThrown;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
    }

    @Override
    public void onNext(Frame frame) {
        if (thrown != null) {
            throw thrown;
        }
        frames.add(frame);
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
    }

    @Override
    public void onComplete() {
        // Not looked at.
    }
}
