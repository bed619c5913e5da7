package dev.strand.core.fold;

import java.util.EnumSet;
import java.util.Set;

/**
 * The rules of the protocol that a simulation can leave out, to prove that each prevents a
 * violation. A running system always has all of them.
 */
public enum Rule {
    /** The lease is an unbroken chain of acknowledgements, counted from sends. */
    LEASE_CHAIN,
    /** Every lower epoch must have released a group, not only the one before. */
    EVERY_EPOCH,
    /**
     * Facts after a fence are void, and an ownership is gone only once its fence has been read
     * back.
     */
    FENCE,
    /**
     * A group is released by the outcome of the very attempt that was listed, and its cancel is
     * asked of whoever runs it.
     */
    OWN_TOKEN,
    /** A command is kept until its effect has been read. */
    KEEP_COMMANDS,
    /** After an unclean take-over the first attempt is announced before it is made. */
    PROBATION,
    /** What runs for another process is interrupted once that has not protected it any more. */
    GUEST_LEASE,
    /** After an unclean take-over the others are asked what they still run for the dead owner. */
    ASK_GUESTS;

    /** All of them. */
    public static final Set<Rule> ALL = Set.copyOf(EnumSet.allOf(Rule.class));
}
