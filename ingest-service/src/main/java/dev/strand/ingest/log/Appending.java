package dev.strand.ingest.log;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * One send in progress. Kafka's client calls back on the sending thread for a record that it never
 * took over, and on its own thread for all others: that tells what certainly was not sent from what
 * is in doubt.
 */
final class Appending implements Callback {
    private final long senderId = Thread.currentThread().threadId();
    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();

    CompletableFuture<Delivery> delivery() {
        return delivery;
    }

    void failed(Exception failure) {
        delivery.complete(verdict(failure));
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            delivery.complete(verdict(failure));
        } else if (metadata != null) {
            delivery.complete(new Delivery.Acknowledged(metadata.partition(), metadata.offset()));
        }
    }

    private Delivery verdict(Exception failure) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof RecordTooLargeException) {
            return new Delivery.TooLarge(reason);
        }
        boolean isOnSender = Thread.currentThread().threadId() == senderId;
        return isOnSender ? new Delivery.NotSent(reason) : new Delivery.InDoubt(reason);
    }
}
