package dev.strand.core.delegation;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.AttemptResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process with handlers says to one that may have work for them: its whole state towards
 * that one, each time. A report that is lost, late or repeated does no harm.
 *
 * @param sender who says it
 * @param number larger in each report of a sender, and part of the name of what it is answered with
 * @param open numbers of earlier reports whose replies may still arrive and will be acted on
 * @param offers by type, for every type that it has a handler of
 * @param attempts what it was given
 */
public record Report(
        Sender sender, long number, Set<Long> open, Map<String, Offer> offers, Attempts attempts) {
    /** Permits of a type that a sender holds or waits for at once, for one receiver. */
    static final int ASKED_AT_MOST = 64;

    /** Refuses what is incomplete. */
    public Report {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(attempts, "attempts");
        open = Set.copyOf(open);
        offers = Map.copyOf(offers);
    }

    /**
     * A process from its start to its end.
     *
     * @param processor names it, for people
     * @param nonce different for every process that ever has that name
     */
    public record Sender(String processor, String nonce) {
        /** Refuses what is incomplete. */
        public Sender {
            Objects.requireNonNull(processor, "processor");
            Objects.requireNonNull(nonce, "nonce");
        }
    }

    /**
     * What it could run of a type.
     *
     * @param permits it holds so many for the receiver: so many attempts may be given right away
     * @param asked it waits for so many more
     */
    public record Offer(int permits, int asked) {
        /** Has a handler, and nothing more to say. */
        public static final Offer NONE = new Offer(0, 0);
    }

    /**
     * Attempts that the receiver has given it, by their ids.
     *
     * @param inside their handlers have been entered and have not returned
     * @param ended what is over; repeated until it is taken
     * @param progress the newest report of each handler since the last one
     */
    public record Attempts(Set<String> inside, List<Ended> ended, Map<String, Progress> progress) {
        /** It has nothing. */
        public static final Attempts NONE = new Attempts(Set.of(), List.of(), Map.of());

        /** Refuses what is incomplete. */
        public Attempts {
            inside = Set.copyOf(inside);
            ended = List.copyOf(ended);
            progress = Map.copyOf(progress);
        }
    }

    /**
     * An attempt that is over.
     *
     * @param result what the handler did, or null if it was not entered and never will be
     */
    public record Ended(String id, @Nullable AttemptResult result) {
        /** Refuses what is incomplete. */
        public Ended {
            Objects.requireNonNull(id, "id");
        }
    }

    /** Whether so many groups of a type that wait are more than the sender knows of. */
    boolean wants(String type, int groups) {
        Offer offer = offers.get(type);
        return offer != null && Math.min(groups, ASKED_AT_MOST) > offer.asked() + offer.permits();
    }

    /** Whether it must be answered at once. */
    public boolean isUrgent() {
        return !attempts.ended().isEmpty()
                || offers.values().stream().anyMatch(offer -> offer.permits() > 0);
    }
}
