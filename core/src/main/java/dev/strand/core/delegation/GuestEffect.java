package dev.strand.core.delegation;

import dev.strand.core.owner.Attempt;
import dev.strand.core.permit.Waiter;

/** Something that the shell must do for {@link Guests}, in the order given. */
public sealed interface GuestEffect {
    /** Enter the handler of this attempt, with a permit that is held for it. */
    record Enter(Attempt attempt) implements GuestEffect {}

    /**
     * Interrupt the handler of this attempt; if it is not entered yet, have it see that as soon as
     * it is.
     */
    record Interrupt(Attempt attempt) implements GuestEffect {}

    /** Wait for a permit, and tell {@link Guests#granted}. */
    record Ask(Waiter waiter) implements GuestEffect {}

    /** Wait for it no longer; if it has just been granted, that is told all the same. */
    record Withdraw(Waiter waiter) implements GuestEffect {}

    /** A permit of this type is not used after all. */
    record GiveBack(String type) implements GuestEffect {}

    /** There is something to say to this owner: report at once. */
    record Say(String owner) implements GuestEffect {}
}
