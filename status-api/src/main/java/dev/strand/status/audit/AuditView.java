package dev.strand.status.audit;

import dev.strand.schemas.audit.AuditEntry;
import dev.strand.schemas.audit.AuditEntry.Outcome;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest control actions, all that every instance has read, bounded in number. For use by
 * several threads.
 */
@Singleton
public class AuditView {
    /** How many are kept. */
    static final int CAPACITY = 10_000;

    private static final Comparator<Place> OLDEST_FIRST =
            Comparator.comparingLong(Place::atMillis).thenComparing(Place::id);

    private final TreeMap<Place, AuditEntry> entries = new TreeMap<>(OLDEST_FIRST);
    private final Map<String, Place> places = new HashMap<>();

    /**
     * Where an entry stands among the others.
     *
     * @param atMillis when it was asked for
     * @param id of the action
     */
    public record Place(long atMillis, String id) {
        /** The place of an entry. */
        public static Place of(AuditEntry entry) {
            return new Place(entry.at().toEpochMilli(), entry.id());
        }
    }

    /** Takes a record; of the two of an action the one with an end stays. */
    synchronized void add(AuditEntry entry) {
        Place place = places.getOrDefault(entry.id(), Place.of(entry));
        AuditEntry known = entries.get(place);
        if (known != null && known.outcome() != Outcome.ASKED) {
            return;
        }
        places.put(entry.id(), place);
        entries.put(place, entry);
        if (entries.size() > CAPACITY) {
            Place oldest = entries.firstKey();
            entries.remove(oldest);
            places.remove(oldest.id());
        }
    }

    /** The newest ones before a place, newest first; from the newest of all for null. */
    public synchronized List<AuditEntry> before(@Nullable Place place, int limit) {
        return (place == null ? entries : entries.headMap(place, false))
                .descendingMap().values().stream().limit(limit).toList();
    }
}
