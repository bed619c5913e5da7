package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\n";

    @Test
    void shouldCloseWhereTheHeadersTakeTooLongHoweverOftenAByteComes() {
        EmbeddedChannel channel = channel(Duration.ofSeconds(30));
        send(channel, "GET / HTTP/1.1\r\nX: ");
        for (int second = 0; second < 9; second++) {
            send(channel, "y");
            pass(channel, 1);
        }
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldCloseWhereTheBodyTakesTooLong() {
        EmbeddedChannel channel = channel(Duration.ofSeconds(30));
        send(channel, HEAD + "1");
        pass(channel, 29);
        send(channel, "2");
        assertThat(channel.isOpen()).isTrue();
        pass(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldLeaveWhatHasArrivedAloneHoweverLongItsAnswerTakes() {
        EmbeddedChannel channel = channel(Duration.ofSeconds(30));
        send(channel, HEAD + "12345");
        pass(channel, 600);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void shouldNotWatchABodyThatSomebodyElseWatches() {
        EmbeddedChannel channel = channel(null);
        send(channel, HEAD + "1");
        pass(channel, 600);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void shouldEndAWebSocketWhoseMessageHasNoEnd() {
        EmbeddedChannel channel = channel(Duration.ofSeconds(30));
        String text = "x".repeat(40 << 10);
        channel.writeInbound(new TextWebSocketFrame(true, 0, text));
        channel.writeInbound(new TextWebSocketFrame(false, 0, text));
        channel.writeInbound(new PingWebSocketFrame());
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(new ContinuationWebSocketFrame(false, 0, text));
        Object answer = channel.readOutbound();
        assertThat(answer).isInstanceOf(CloseWebSocketFrame.class);
        assertThat(channel.isOpen()).isFalse();
    }

    private static EmbeddedChannel channel(@Nullable Duration body) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast("codec", new HttpServerCodec());
        new RequestDeadline(Duration.ofSeconds(10), body).watch(channel.pipeline(), "codec");
        return channel;
    }

    private static void send(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static void pass(EmbeddedChannel channel, long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }
}
