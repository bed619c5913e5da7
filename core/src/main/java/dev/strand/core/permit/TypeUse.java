package dev.strand.core.permit;

/**
 * How a task type stands in a process at one moment.
 *
 * @param type which type
 * @param limits its limits
 * @param inUse handlers that hold a permit
 * @param waiting groups that wait to start a task of the type
 * @param rateReadyInNanos how long until its rate allows a start; 0 if it does now
 * @param gateClosedForNanos how long until its gate is asked again; 0 if it is open as far as is
 *     known, {@link AttemptGate#UNTIL_ONE_ENDS} if that depends on an attempt that runs
 */
public record TypeUse(
        String type,
        TypeLimits limits,
        int inUse,
        int waiting,
        long rateReadyInNanos,
        long gateClosedForNanos) {
    /** What a group of the type waits for, the decisive thing first. */
    public enum Wanting {
        /** Its gate. */
        GATE,
        /** A permit of its type. */
        TYPE_PERMIT,
        /** Its rate. */
        RATE,
        /** Any permit. */
        PERMIT
    }

    /** Starts per second that its rate allows; infinite without one. */
    public double perSecond() {
        return limits.rate() == null ? Double.POSITIVE_INFINITY : limits.rate().perSecond();
    }

    /** Whether its gate is closed and will be asked again after a time. */
    public boolean isGateClosedByTime() {
        return gateClosedForNanos > 0 && gateClosedForNanos != AttemptGate.UNTIL_ONE_ENDS;
    }

    /** What a group of this type that waits is waiting for. */
    public Wanting wanting() {
        if (gateClosedForNanos > 0) {
            return Wanting.GATE;
        }
        if (inUse >= limits.permits()) {
            return Wanting.TYPE_PERMIT;
        }
        return rateReadyInNanos > 0 ? Wanting.RATE : Wanting.PERMIT;
    }
}
