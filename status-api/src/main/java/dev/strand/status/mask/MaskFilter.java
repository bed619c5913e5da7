package dev.strand.status.mask;

import dev.strand.access.Caller;
import dev.strand.status.live.Frame;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;

/** Masks every answer to callers that are not to see everything, and every frame of a stream. */
@ServerFilter("/api/**")
class MaskFilter {
    private final Masks masks;

    MaskFilter(Masks masks) {
        this.masks = masks;
    }

    @ResponseFilter
    void mask(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!masks.applyTo(Caller.of(request))) {
            return;
        }
        switch (response.body()) {
            case null -> {}
            case byte[] json -> response.body(json.length == 0 ? json : masks.masked(json));
            case String json -> response.body(masks.masked(json.getBytes(StandardCharsets.UTF_8)));
            case Publisher<?> stream -> response.body(Publishers.map(stream, this::maskedEvent));
            case Object other ->
                    throw new IllegalStateException(
                            "an answer of this kind cannot be masked: " + other.getClass());
        }
    }

    private Object maskedEvent(Object event) {
        if (event instanceof Frame frame) {
            return frame.with(masks::masked);
        }
        throw new IllegalStateException("an event of this kind cannot be masked: " + event);
    }
}
