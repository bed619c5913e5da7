package dev.strand.core.delegation;

import dev.strand.core.delegation.GuestEffect.Interrupt;
import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.delegation.Report.Ended;
import dev.strand.core.delegation.Report.Offer;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.Inside;
import dev.strand.core.permit.Waiter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a process with handlers has to do with one owner. Guarded by its {@link Guests}. */
final class Line {
    /**
     * A report that has not been answered.
     *
     * @param sentNanos when it was sent, or before
     * @param permits by type, what it offers
     * @param progress by id, what it tells
     */
    record Sent(long sentNanos, Map<String, Integer> permits, Map<String, Progress> progress) {}

    private static final int LARGE_REPORT_BYTES = 2 << 20;
    private static final long MISSED_NANOS = 5_000_000_000L;

    private final String owner;
    private final Map<Long, Sent> open = new LinkedHashMap<>();
    private final Map<String, Guest> guests = new HashMap<>();
    private final Map<String, Integer> permits = new HashMap<>();
    private final Set<Waiter> asked = new HashSet<>();
    private long newestAnswered;
    private @Nullable Long missingSince;

    Line(String owner) {
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    Map<String, Guest> guests() {
        return guests;
    }

    Set<Waiter> asked() {
        return asked;
    }

    int asked(String type) {
        return (int) asked.stream().filter(waiter -> waiter.type().equals(type)).count();
    }

    /** A permit is held for what this owner has. */
    void hold(String type) {
        permits.merge(type, 1, Integer::sum);
    }

    int held(String type) {
        return permits.getOrDefault(type, 0);
    }

    /** Takes all permits that are held and not offered yet. */
    Map<String, Integer> takePermits() {
        Map<String, Integer> taken = Map.copyOf(permits);
        permits.clear();
        return taken;
    }

    /** Everything there is to say, as the report of this number. */
    Report report(Report.Sender sender, long number, Set<String> types, long nowNanos) {
        Set<Long> earlier = Set.copyOf(open.keySet());
        Report.Attempts attempts = attempts();
        Sent sent = new Sent(nowNanos, takePermits(), attempts.progress());
        open.put(number, sent);
        Map<String, Offer> offers = new HashMap<>();
        for (String type : types) {
            int offered = sent.permits().getOrDefault(type, 0);
            offers.put(type, new Offer(offered, asked(type)));
        }
        return new Report(sender, number, earlier, offers, attempts);
    }

    private Report.Attempts attempts() {
        Set<String> inside = new HashSet<>();
        List<Ended> ended = new ArrayList<>();
        Map<String, Progress> progress = new HashMap<>();
        int bytes = 0;
        for (Guest guest : guests.values()) {
            // What does not fit into this report is still inside, as far as this report goes.
            Ended end = bytes < LARGE_REPORT_BYTES ? guest.ended() : null;
            if (end != null) {
                ended.add(end);
                bytes += guest.resultBytes();
            } else if (!guest.isDisowned) {
                inside.add(guest.id());
            }
            if (guest.progress != null) {
                progress.put(guest.id(), guest.progress);
            }
        }
        return new Report.Attempts(inside, ended, progress);
    }

    /** The report of this number is answered, or never will be; null if it was before. */
    @Nullable Sent close(long number) {
        return open.remove(number);
    }

    /** Whether no later report has been answered. */
    boolean isNewest(long number) {
        boolean isNewest = number > newestAnswered;
        newestAnswered = Math.max(newestAnswered, number);
        return isNewest;
    }

    /** Whether the owner has been missing for so long that it is not waited for any more. */
    boolean isGone(boolean isThere, long nowNanos) {
        if (isThere) {
            missingSince = null;
            return false;
        }
        missingSince = missingSince == null ? Long.valueOf(nowNanos) : missingSince;
        return nowNanos - missingSince > MISSED_NANOS;
    }

    boolean hasSomethingToSay() {
        return !permits.isEmpty() || guests.values().stream().anyMatch(g -> !g.isInside());
    }

    /** Whether something is running for the owner, which has to be kept up. */
    boolean isBusy() {
        return !guests.isEmpty();
    }

    /** Whether nothing runs, and nothing is under way that permits are in. */
    boolean isDone() {
        return guests.isEmpty() && open.isEmpty();
    }

    /** Takes what a reply says of what runs already. */
    void renew(Sent sent, Reply reply, List<GuestEffect> effects) {
        sent.progress().forEach(this::progressIsTold);
        reply.leases()
                .forEach((id, lease) -> {
                    Guest guest = guests.get(id);
                    if (guest != null && lease > 0) {
                        guest.protect(sent.sentNanos() + lease);
                    }
                });
        reply.interrupts()
                .forEach((id, reason) -> {
                    Guest guest = guests.get(id);
                    if (guest != null && guest.isInside()) {
                        guest.isDisowned |= !reply.leases().containsKey(id);
                        tell(guest.attempt(), reason);
                        effects.add(new Interrupt(guest.attempt()));
                    }
                });
    }

    private void progressIsTold(String id, Progress told) {
        Guest guest = guests.get(id);
        if (guest != null && told.equals(guest.progress)) {
            guest.progress = null;
        }
    }

    private static void tell(Attempt attempt, Interruption reason) {
        switch (reason) {
            case CANCEL -> attempt.cancelIsRequested();
            case TIMEOUT -> attempt.timeIsOver();
            case VOID -> {}
        }
    }

    /** What still runs for owners of a partition before an epoch, and what nobody protects. */
    List<Inside> inside(int partition, long epoch, String processor, long nowNanos) {
        List<Inside> inside = new ArrayList<>();
        for (Guest guest : guests.values()) {
            if (guest.isStranger(partition, epoch, nowNanos)) {
                Attempt attempt = guest.attempt();
                inside.add(
                        new Inside(
                                attempt.run().groupId(),
                                attempt.run().taskId(),
                                attempt.owner().epoch(),
                                processor));
            }
        }
        return inside;
    }
}
