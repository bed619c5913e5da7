package dev.strand.access;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client dawdles: the headers of a request, and its body where the
 * service does not watch that itself, must have come in time, however often a byte of them comes.
 * What the client of a WebSocket says must be short, since it is kept until it is complete. Belongs
 * to one connection; called on its event loop.
 */
final class RequestDeadline {
    private enum Phase {
        BETWEEN,
        HEADERS,
        BODY,
        UPGRADED
    }

    private static final int MAX_MESSAGE_BYTES = 64 << 10;

    private final Duration headers;
    private final @Nullable Duration body;
    private Phase phase = Phase.BETWEEN;
    private @Nullable Future<?> timer;

    /** With these limits; null for a body that is watched elsewhere. */
    RequestDeadline(Duration headers, @Nullable Duration body) {
        this.headers = headers;
        this.body = body;
    }

    /** Begins to watch a connection; {@code codec} is the name of its HTTP codec. */
    void watch(ChannelPipeline pipeline, String codec) {
        pipeline.addBefore(codec, "strand-bytes", new Bytes());
        pipeline.addAfter(codec, "strand-messages", new Messages());
    }

    private void enter(ChannelHandlerContext context, Phase next, @Nullable Duration limit) {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        phase = next;
        timer =
                limit == null
                        ? null
                        : context.executor()
                                .schedule(
                                        () -> {
                                            var _ = context.channel().close();
                                        },
                                        limit.toMillis(),
                                        TimeUnit.MILLISECONDS);
    }

    /** Sees bytes, before they are decoded. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (phase == Phase.BETWEEN) {
                enter(context, Phase.HEADERS, headers);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            enter(context, Phase.UPGRADED, null);
            context.fireChannelInactive();
        }
    }

    /** Sees what they mean. */
    private final class Messages extends ChannelDuplexHandler {
        private int messageBytes;

        /** Pieces of one message are kept until its last one, which may never come. */
        private boolean isTooLong(WebSocketFrame frame) {
            boolean isPiece =
                    frame instanceof TextWebSocketFrame
                            || frame instanceof BinaryWebSocketFrame
                            || frame instanceof ContinuationWebSocketFrame;
            if (!isPiece) {
                return false;
            }
            messageBytes += frame.content().readableBytes();
            boolean isTooLong = messageBytes > MAX_MESSAGE_BYTES;
            messageBytes = frame.isFinalFragment() ? 0 : messageBytes;
            return isTooLong;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof WebSocketFrame frame && isTooLong(frame)) {
                frame.release();
                context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            if (phase != Phase.UPGRADED && message instanceof HttpRequest) {
                enter(context, Phase.BODY, body);
            }
            if (phase != Phase.UPGRADED && message instanceof LastHttpContent) {
                enter(context, Phase.BETWEEN, null);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse response
                    && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                enter(context, Phase.UPGRADED, null);
            }
            var _ = context.write(message, promise);
        }
    }
}
