package dev.strand.status.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as one instance has it: what follows a key, in the order of the keys' bytes.
 * Parts of the same list from several instances are merged by key.
 *
 * @param items in order
 * @param reached everything up to this key has been looked at; null where nothing is left
 * @param total how long the list is, or -1 where no index answers that
 * @param <T> what is listed
 */
public record Slice<T>(List<Item<T>> items, @Nullable Bytes reached, long total) {
    /** A total that is not known. */
    public static final long UNKNOWN = -1;

    /**
     * Something in a list.
     *
     * @param key where it stands: lists are in the order of these bytes, taken as unsigned
     * @param value what it is
     * @param <T> its type
     */
    public record Item<T>(Bytes key, T value) {}

    /** What is listed, in order. */
    public List<T> values() {
        return items.stream().map(Item::value).toList();
    }

    /**
     * One part from several.
     *
     * @param limit most items of the result
     */
    public static <T> Slice<T> merged(List<Slice<T>> parts, int limit) {
        if (parts.size() == 1 && parts.getFirst().items().size() <= limit) {
            return parts.getFirst();
        }
        Bytes horizon = horizon(parts);
        PriorityQueue<Cursor<T>> next = new PriorityQueue<>(Comparator.comparing(Cursor::key));
        parts.stream()
                .filter(part -> !part.items().isEmpty())
                .forEach(part -> {
                    next.add(new Cursor<>(part.items(), 0));
                });
        List<Item<T>> items = new ArrayList<>();
        while (!next.isEmpty() && items.size() < limit) {
            Cursor<T> first = next.remove();
            boolean isBeyond = horizon != null && first.key().compareTo(horizon) > 0;
            if (isBeyond) {
                return new Slice<>(items, horizon, total(parts));
            }
            items.add(first.item());
            if (first.at() + 1 < first.items().size()) {
                next.add(new Cursor<>(first.items(), first.at() + 1));
            }
        }
        Bytes reached = next.isEmpty() ? horizon : items.getLast().key();
        return new Slice<>(items, reached, total(parts));
    }

    /** The first key beyond which some part has not looked, or null. */
    private static <T> @Nullable Bytes horizon(List<Slice<T>> parts) {
        Bytes horizon = null;
        for (Slice<T> part : parts) {
            Bytes reached = part.reached();
            if (reached != null && (horizon == null || reached.compareTo(horizon) < 0)) {
                horizon = reached;
            }
        }
        return horizon;
    }

    private static <T> long total(List<Slice<T>> parts) {
        boolean isKnown = parts.stream().noneMatch(part -> part.total() == UNKNOWN);
        return isKnown ? parts.stream().mapToLong(Slice::total).sum() : UNKNOWN;
    }

    private record Cursor<T>(List<Item<T>> items, int at) {
        Item<T> item() {
            return items.get(at);
        }

        Bytes key() {
            return item().key();
        }
    }
}
