package dev.strand.status.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection tells those that wait for it that it is closed, and nobody else. */
class ConnectionsTest {
    private final Channel channel = new EmbeddedChannel();
    private final List<CompletableFuture<Void>> gone = new ArrayList<>();

    @Test
    void shouldTellThatTheClientHasGone() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> waited = waitFor(answer);
        var _ = channel.close();

        assertThat(gone.getFirst()).isDone();
        assertThat(waited).isNotDone();
    }

    @Test
    void shouldTellNobodyWhoDoesNotWaitAnyMore() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> waited = waitFor(answer);
        answer.complete("it is done");
        var _ = channel.close();

        assertThat(waited).isCompletedWithValue("it is done");
        assertThat(gone.getFirst()).isNotDone();
    }

    @Test
    void shouldKeepNothingOfAWaitThatIsRefused() {
        assertThatThrownBy(() ->
                        Connections.whileOpen(
                                channel,
                                left -> {
                                    gone.add(left);
                                    throw new IllegalStateException("too many wait");
                                }))
                .hasMessage("too many wait");
        var _ = channel.close();

        assertThat(gone.getFirst()).isNotDone();
    }

    private CompletableFuture<String> waitFor(CompletableFuture<String> answer) {
        return Connections.whileOpen(
                channel,
                left -> {
                    gone.add(left);
                    return answer;
                });
    }
}
