package dev.strand.status.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells who makes a client wait that the client has gone: Micronaut itself does not. */
final class Connections {
    private Connections() {}

    /**
     * Waits for a client.
     *
     * @param waiting what is done; gets what completes once the connection of the request is
     *     closed, or never where that cannot be told
     */
    static <T> CompletableFuture<T> whileOpen(
            HttpRequest<?> request,
            Function<CompletableFuture<Void>, CompletableFuture<T>> waiting) {
        return whileOpen(channel(request), waiting);
    }

    static <T> CompletableFuture<T> whileOpen(
            @Nullable Channel channel,
            Function<CompletableFuture<Void>, CompletableFuture<T>> waiting) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        // First, for it may throw: a connection that is used again must not gather listeners.
        CompletableFuture<T> waited = waiting.apply(gone);
        if (channel == null) {
            return waited;
        }
        ChannelFutureListener listener = closed -> gone.complete(null);
        channel.closeFuture().addListener(listener);
        return waited.whenComplete(
                (answer, failure) -> channel.closeFuture().removeListener(listener));
    }

    private static @Nullable Channel channel(HttpRequest<?> request) {
        HttpRequest<?> inner = request;
        while (inner instanceof HttpRequestWrapper<?> wrapper) {
            inner = wrapper.getDelegate();
        }
        return inner instanceof NettyHttpRequest<?> netty
                ? netty.getChannelHandlerContext().channel()
                : null;
    }
}
