package dev.strand.status.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one list that have a row of the same place in every other list: what several lists
 * share, found by their keys alone. Whichever list is behind is led on to where the others stand,
 * so that this takes as long as the shortest list is. Where lists share nothing for long, a row is
 * given that need not be shared, so that whoever reads can stop: rows are hints. Not for use by
 * several threads.
 */
final class SharedKeys implements KeyValueIterator<Bytes, byte[]> {
    /** How often lists are led on before a row is given that need not be shared. */
    private static final int MAX_LEADS = 200;

    private final List<KeyWalk> lists;
    private @Nullable KeyValue<Bytes, byte[]> next;

    /**
     * @param lists walks over lists in the same order, at least one; closed with this
     */
    SharedKeys(List<KeyWalk> lists) {
        this.lists = new ArrayList<>(lists);
        find();
    }

    /** Leads all lists to the next place that they share, or to the end of one of them. */
    private void find() {
        KeyWalk first = lists.getFirst();
        byte[] place = first.place();
        int agreeing = 0;
        for (int leads = 0; place != null && agreeing < lists.size(); leads++) {
            KeyWalk list = lists.get(leads % lists.size());
            if (list == first && leads > MAX_LEADS) {
                break;
            }
            list.leadTo(place);
            byte[] reached = list.place();
            agreeing = Arrays.equals(reached, place) ? agreeing + 1 : 1;
            place = reached;
        }
        next = place == null ? null : KeyValue.pair(first.key(), Index.PRESENT);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> found = next;
        if (found == null) {
            throw new NoSuchElementException("the lists share no more");
        }
        lists.getFirst().advance();
        find();
        return found;
    }

    @Override
    public Bytes peekNextKey() {
        KeyValue<Bytes, byte[]> found = next;
        if (found == null) {
            throw new NoSuchElementException("the lists share no more");
        }
        return found.key;
    }

    @Override
    public void close() {
        lists.forEach(KeyWalk::close);
    }
}
