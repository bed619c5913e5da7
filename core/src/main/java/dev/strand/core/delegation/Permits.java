package dev.strand.core.delegation;

import dev.strand.core.delegation.GuestEffect.Ask;
import dev.strand.core.delegation.GuestEffect.GiveBack;
import dev.strand.core.delegation.GuestEffect.Say;
import dev.strand.core.delegation.GuestEffect.Withdraw;
import dev.strand.core.delegation.Reply.Demand;
import dev.strand.core.permit.Waiter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permits that a process with handlers takes for the owners of partitions elsewhere: as many as
 * groups of theirs wait, in the same queue as its own groups. Guarded by its {@link Guests}.
 */
final class Permits {
    private final Map<Waiter, Line> asked = new HashMap<>();
    private long lastAsked;

    /** Asks for what is missing, and lets go of what is asked for where nothing waits any more. */
    void ask(
            Line line,
            String type,
            @Nullable Demand demand,
            long nowNanos,
            List<GuestEffect> effects) {
        if (demand == null) {
            withdraw(line, type, effects);
            return;
        }
        int known = line.asked(type) + line.held(type);
        int missing = Math.min(demand.groups(), Report.ASKED_AT_MOST) - known;
        for (int i = 0; i < missing; i++) {
            long since = nowNanos - demand.waitedNanos();
            String name = line.owner() + "#" + ++lastAsked;
            Waiter waiter = new Waiter(Guests.NO_PARTITION, name, type, demand.priority(), since);
            line.asked().add(waiter);
            asked.put(waiter, line);
            effects.add(new Ask(waiter));
        }
    }

    private void withdraw(Line line, @Nullable String type, List<GuestEffect> effects) {
        for (Waiter waiter : List.copyOf(line.asked())) {
            if (type == null || waiter.type().equals(type)) {
                line.asked().remove(waiter);
                asked.remove(waiter);
                effects.add(new Withdraw(waiter));
            }
        }
    }

    /** Wants nothing for this owner any more. */
    void letGo(Line line, List<GuestEffect> effects) {
        withdraw(line, null, effects);
        giveBack(line.takePermits(), effects);
    }

    /** What was asked for has been granted. */
    GuestEffect granted(Waiter waiter) {
        Line line = asked.remove(waiter);
        if (line == null) {
            return new GiveBack(waiter.type());
        }
        line.asked().remove(waiter);
        line.hold(waiter.type());
        return new Say(line.owner());
    }

    static void giveBack(Map<String, Integer> permits, List<GuestEffect> effects) {
        permits.forEach((type, count) -> {
            for (int i = 0; i < count; i++) {
                effects.add(new GiveBack(type));
            }
        });
    }
}
