package dev.strand.handlers.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads an answer up to a limit, and hangs up on the rest. */
final class BoundedBody implements HttpResponse.BodySubscriber<BoundedBody.Content> {

    /**
     * What was read.
     *
     * @param bytes at most as many as the limit
     * @param isComplete whether that was all
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, boolean isComplete) {

        boolean isEmpty() {
            return bytes.length == 0;
        }
    }

    private final int limitBytes;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final CompletableFuture<Content> content = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public CompletionStage<Content> getBody() {
        return content;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer part : buffers) {
            byte[] bytes = new byte[Math.min(part.remaining(), limitBytes - buffer.size())];
            part.get(bytes);
            buffer.writeBytes(bytes);
            if (part.hasRemaining()) {
                if (subscription != null) {
                    subscription.cancel();
                }
                content.complete(new Content(buffer.toByteArray(), false));
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        content.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        content.complete(new Content(buffer.toByteArray(), true));
    }
}
