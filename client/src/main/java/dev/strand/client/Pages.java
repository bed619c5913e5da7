package dev.strand.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lists that come in pages. */
final class Pages {
    private Pages() {}

    static <T> Page<T> read(JsonNode json, String name, Class<T> type) {
        return new Page<>(
                Http.readAll(json.path(name), type),
                json.has("nextCursor") ? json.get("nextCursor").asText() : null,
                json.has("total") ? json.get("total").asLong() : null);
    }

    /** All items, read page by page as they are needed. */
    static <T> Stream<T> of(Function<@Nullable String, Page<T>> reading) {
        Iterator<T> items = new Items<>(reading);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        items, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    private static final class Items<T> implements Iterator<T> {
        private final Function<@Nullable String, Page<T>> reading;
        private final Deque<T> read = new ArrayDeque<>();
        private @Nullable String cursor;
        private boolean hasEnded;

        Items(Function<@Nullable String, Page<T>> reading) {
            this.reading = reading;
        }

        @Override
        public boolean hasNext() {
            while (read.isEmpty() && !hasEnded) {
                Page<T> page = reading.apply(cursor);
                read.addAll(page.items());
                cursor = page.nextCursor();
                hasEnded = cursor == null;
            }
            return !read.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the list has ended");
            }
            return read.removeFirst();
        }
    }
}
