package dev.strand.status.http;

import dev.strand.status.live.Frame;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ByteBufferFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;

/** Writes frames as server-sent events, without making their bytes anew for each client. */
@Singleton
@Produces(MediaType.TEXT_EVENT_STREAM)
class FrameWriter implements MessageBodyWriter<Frame> {
    @Override
    public void writeTo(
            Argument<Frame> type,
            MediaType mediaType,
            Frame frame,
            MutableHeaders headers,
            OutputStream out)
            throws CodecException {
        try {
            out.write(frame.serverSent());
        } catch (IOException e) {
            throw new CodecException("an event could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public ByteBuffer<?> writeTo(
            Argument<Frame> type,
            MediaType mediaType,
            Frame frame,
            MutableHeaders headers,
            ByteBufferFactory<?, ?> buffers)
            throws CodecException {
        return buffers.wrap(frame.serverSent());
    }
}
