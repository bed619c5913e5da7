package dev.strand.core.delegation;

import dev.strand.core.delegation.GuestEffect.Enter;
import dev.strand.core.delegation.GuestEffect.Interrupt;
import dev.strand.core.delegation.GuestEffect.Say;
import dev.strand.core.delegation.Reply.Demand;
import dev.strand.core.delegation.Reply.Given;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Inside;
import dev.strand.core.owner.Order;
import dev.strand.core.permit.Waiter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The side of a process with handlers: what it runs for the owners of partitions elsewhere. It
 * reports to each of them, again and again; gets what it has permits for; and runs it for as long
 * as the owner has said that it is protected, counted from the sending of the report that was
 * answered: so an answer that comes late protects nothing, and without answers it interrupts what
 * runs. Thread-safe.
 */
public final class Guests {
    /** Stands for the partition in what waits for a permit on behalf of other owners. */
    public static final int NO_PARTITION = -1;

    private record At(Line line, Guest guest) {}

    private final Report.Sender self;
    private final Set<String> types;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<Attempt, At> running = new HashMap<>();
    private final Permits permits = new Permits();
    private final Floors floors = new Floors();
    private long lastNumber;
    private boolean isDraining;

    /**
     * Nothing runs yet.
     *
     * @param types that this process has handlers of
     */
    public Guests(Report.Sender self, Set<String> types) {
        this.self = self;
        this.types = Set.copyOf(types);
    }

    /** Everything there is to say to an owner now. It is to be sent after this call. */
    public synchronized Report report(String owner, long nowNanos) {
        Line line = lines.computeIfAbsent(owner, Line::new);
        return line.report(self, ++lastNumber, types, nowNanos);
    }

    /** Whether there is something to say that should not wait. */
    public synchronized boolean hasSomethingToSay(String owner) {
        Line line = lines.get(owner);
        return line != null && line.hasSomethingToSay();
    }

    /** Whether something runs here for the owner, or has and is not taken by it yet. */
    public synchronized boolean isBusy(String owner) {
        Line line = lines.get(owner);
        return line != null && line.isBusy();
    }

    /** A report has been answered. */
    public synchronized List<GuestEffect> replied(
            String owner, long number, Reply reply, long nowNanos) {
        List<GuestEffect> effects = new ArrayList<>();
        Line line = lines.get(owner);
        Line.Sent sent = line == null ? null : line.close(number);
        if (line == null || sent == null) {
            return effects;
        }
        Map<String, Integer> left = new HashMap<>(sent.permits());
        for (Given given : reply.given()) {
            long lease = reply.leases().getOrDefault(given.id(), 0L);
            String type = given.attempt().task().type();
            // More than was offered would be more than the limits here allow.
            boolean isOffered = left.getOrDefault(type, 0) > 0;
            Guest guest = take(given, isOffered ? sent.sentNanos() + lease : nowNanos, nowNanos);
            line.guests().put(given.id(), guest);
            if (guest.isInside()) {
                left.merge(type, -1, Integer::sum);
                running.put(guest.attempt(), new At(line, guest));
                effects.add(new Enter(guest.attempt()));
            }
        }
        Permits.giveBack(left, effects);
        line.renew(sent, reply, effects);
        reply.taken().forEach(id -> line.guests().remove(id));
        if (line.isNewest(number)) {
            for (String type : types) {
                Demand demand = isDraining ? null : reply.wanted().get(type);
                permits.ask(line, type, demand, nowNanos, effects);
            }
        }
        return effects;
    }

    private Guest take(Given given, long protectedUntilNanos, long nowNanos) {
        Order order = given.attempt();
        Attempt attempt = Attempt.ofAnother(order);
        boolean isProtected =
                protectedUntilNanos - nowNanos > 0
                        && !isDraining
                        && !isInside(given.partition(), order.run().groupId())
                        && !floors.isAbove(given.partition(), order.owner().epoch(), nowNanos);
        return isProtected
                ? new Guest(given.id(), given.partition(), attempt, protectedUntilNanos)
                : Guest.notEntered(given.id(), given.partition(), attempt);
    }

    /** Whether a handler of the group is inside here, for whomever. */
    private boolean isInside(int partition, String groupId) {
        return running.values().stream().anyMatch(at -> at.guest().isOf(partition, groupId));
    }

    /**
     * A report will never be answered, or nobody will listen to the answer: what was to be used for
     * its receiver is of more use elsewhere, until it answers again.
     */
    public synchronized List<GuestEffect> failed(String owner, long number) {
        List<GuestEffect> effects = new ArrayList<>();
        Line line = lines.get(owner);
        Line.Sent sent = line == null ? null : line.close(number);
        if (line != null && sent != null) {
            Permits.giveBack(sent.permits(), effects);
            permits.letGo(line, effects);
        }
        return effects;
    }

    /** A permit that was asked for has been granted. */
    public synchronized List<GuestEffect> granted(Waiter waiter) {
        return List.of(permits.granted(waiter));
    }

    /**
     * Whether the handler may be entered, asked by its thread right before. If not, {@link
     * #notEntered} is to be called.
     */
    public synchronized boolean mayEnter(Attempt attempt, long nowNanos) {
        return isProtected(attempt, nowNanos);
    }

    /** Whether an attempt that runs here is protected, as far as this process knows. */
    public synchronized boolean isProtected(Attempt attempt, long nowNanos) {
        At at = running.get(attempt);
        return at != null && at.guest().isProtected(nowNanos);
    }

    /** The handler of an attempt was not entered and will not be. */
    public synchronized List<GuestEffect> notEntered(Attempt attempt) {
        At at = running.remove(attempt);
        if (at == null) {
            return List.of();
        }
        at.guest().isNotEntered();
        return List.of(new Say(at.line().owner()));
    }

    /** The handler of an attempt has returned. */
    public synchronized List<GuestEffect> returned(Attempt attempt, AttemptResult result) {
        At at = running.remove(attempt);
        if (at == null) {
            return List.of();
        }
        at.guest().returned(result);
        return List.of(new Say(at.line().owner()));
    }

    /** A handler tells how far it is; told with the next report. */
    public synchronized void progressed(Attempt attempt, Progress progress) {
        At at = running.get(attempt);
        if (at != null) {
            at.guest().progress = progress;
        }
    }

    /** Interrupts what is no longer protected. */
    public synchronized List<GuestEffect> tick(long nowNanos) {
        List<GuestEffect> effects = new ArrayList<>();
        running.forEach((attempt, at) -> {
            if (at.guest().lapses(nowNanos)) {
                effects.add(new Interrupt(attempt));
            }
        });
        return effects;
    }

    /**
     * These are the owners that there are; permits that are held for others are let go. One that is
     * missing may be back in a moment: what is over is kept for it for a while.
     */
    public synchronized List<GuestEffect> owners(Collection<String> owners, long nowNanos) {
        List<GuestEffect> effects = new ArrayList<>();
        for (Line line : List.copyOf(lines.values())) {
            boolean isThere = owners.contains(line.owner());
            boolean isGone = line.isGone(isThere, nowNanos);
            if (!isThere) {
                permits.letGo(line, effects);
                if (isGone) {
                    line.guests().values().removeIf(guest -> !guest.isInside());
                }
                if (line.isDone()) {
                    lines.remove(line.owner());
                }
            }
        }
        return effects;
    }

    /**
     * What still runs here for owners of this partition before this epoch, and what is not
     * protected: the latter has been interrupted, or is about to be. Nothing of lower epochs is
     * begun any more that was given before.
     */
    public synchronized List<Inside> inside(int partition, long epoch, long nowNanos) {
        floors.raise(partition, epoch, nowNanos);
        List<Inside> inside = new ArrayList<>();
        for (Line line : lines.values()) {
            inside.addAll(line.inside(partition, epoch, self.processor(), nowNanos));
        }
        return inside;
    }

    /** Begins nothing more; what runs goes on. */
    public synchronized List<GuestEffect> drain() {
        isDraining = true;
        List<GuestEffect> effects = new ArrayList<>();
        for (Line line : lines.values()) {
            permits.letGo(line, effects);
        }
        return effects;
    }

    /** Interrupts what still runs. */
    public synchronized List<GuestEffect> abandon() {
        List<GuestEffect> effects = new ArrayList<>();
        running.forEach((attempt, at) -> {
            at.guest().isStopped = true;
            effects.add(new Interrupt(attempt));
        });
        return effects;
    }

    /** Handlers that run here for others. */
    public synchronized int running() {
        return running.size();
    }

    /** Whether results have not been taken yet. */
    public synchronized boolean hasUntold() {
        return lines.values().stream().anyMatch(Line::hasSomethingToSay);
    }
}
