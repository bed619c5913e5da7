package dev.strand.core.simulation;

import dev.strand.core.owner.Outgoing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The producer of one process: records arrive in order, late, never while the network is cut; an
 * acknowledgement can be lost, upon which a new producer sends all over again whatever is not
 * acknowledged, while some of what the old one sent still arrives.
 */
final class SimProducer {
    /** A record that is sent, perhaps several times, until it is acknowledged once. */
    private static final class Message {
        final Outgoing outgoing;

        Message(Outgoing outgoing) {
            this.outgoing = outgoing;
        }
    }

    private static final class Sent {
        final Message message;
        boolean isLost;

        Sent(Message message) {
            this.message = message;
        }
    }

    private final Simulation world;
    private final SimProcess process;
    private final SimRunner runner;
    private final List<Message> unacknowledged = new ArrayList<>();
    private final List<Sent> onTheWire = new ArrayList<>();
    private long lastArrivalNanos;
    private long lastAcknowledgementNanos;

    SimProducer(Simulation world, SimProcess process, SimRunner runner) {
        this.world = world;
        this.process = process;
        this.runner = runner;
    }

    void send(Outgoing outgoing) {
        Message message = new Message(outgoing);
        unacknowledged.add(message);
        transmit(message);
    }

    private void transmit(Message message) {
        Sent sent = new Sent(message);
        onTheWire.add(sent);
        lastArrivalNanos = Math.max(lastArrivalNanos, world.now() + delayNanos(12));
        world.at(lastArrivalNanos, () -> arrive(sent));
    }

    /** Mostly short, sometimes not. */
    private long delayNanos(int mostlyMillis) {
        int atMost = world.random().nextInt(40) == 0 ? 900 : mostlyMillis;
        return (1L + world.random().nextInt(atMost)) * Clock.MILLI;
    }

    private void arrive(Sent sent) {
        if (sent.isLost) {
            onTheWire.remove(sent);
            return;
        }
        if (process.isUp() && process.isCut()) {
            lastArrivalNanos = Math.max(lastArrivalNanos, process.cutUntil() + Clock.MILLI);
            world.at(process.cutUntil() + Clock.MILLI, () -> arrive(sent));
            return;
        }
        onTheWire.remove(sent);
        world.appendStatus(process.name(), sent.message.outgoing.record());
        if (world.random().nextInt(150) == 0) {
            process.after(world.random().nextInt(2_000) * Clock.MILLI, this::replace);
        } else {
            acknowledgeSoon(sent.message);
        }
    }

    private void acknowledgeSoon(Message message) {
        lastAcknowledgementNanos = Math.max(lastAcknowledgementNanos, world.now() + delayNanos(6));
        process.at(lastAcknowledgementNanos, () -> acknowledged(message));
    }

    private void acknowledged(Message message) {
        if (unacknowledged.remove(message)) {
            runner.acknowledged(message.outgoing);
        }
    }

    /** Replaces the producer after a fatal error. */
    void replace() {
        onTheWire.forEach(sent -> sent.isLost = world.random().nextInt(3) > 0);
        List<Message> again = new ArrayList<>();
        for (Message message : List.copyOf(unacknowledged)) {
            if (runner.isWanted(message.outgoing)) {
                again.add(message);
            } else {
                unacknowledged.remove(message);
                process.after(0, () -> runner.gaveUp(message.outgoing));
            }
        }
        if (world.random().nextBoolean()) {
            Collections.shuffle(again, new Random(world.random().nextLong()));
        }
        world.tally().resent += again.size();
        again.forEach(this::transmit);
    }

    /** The process dies: what it has sent may still arrive, up to some point. */
    void die() {
        int arriving = world.random().nextInt(onTheWire.size() + 1);
        for (int i = arriving; i < onTheWire.size(); i++) {
            onTheWire.get(i).isLost = true;
        }
    }

    boolean isIdle() {
        return unacknowledged.isEmpty() && onTheWire.isEmpty();
    }
}
