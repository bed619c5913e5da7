package dev.strand.ingest.batch;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import reactor.core.publisher.Flux;

/** Hands the chunks of a batch's response to the server, one by one and unchanged. */
@Singleton
final class BatchStreamWriter implements ResponseBodyWriter<BatchStream> {
    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodyFactory,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<BatchStream> type,
            MediaType mediaType,
            BatchStream stream) {
        Flux<ReadBuffer> buffers =
                Flux.from(stream.chunks())
                        .map(chunk -> bodyFactory.readBufferFactory().adapt(chunk));
        return bodyFactory.adapt(buffers);
    }

    @Override
    public void writeTo(
            Argument<BatchStream> type,
            MediaType mediaType,
            BatchStream stream,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException(
                "a stream of answers is written by the server only");
    }
}
