package dev.strand.status.owner;

import dev.strand.status.fleet.Wire;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a partition, as its log says.
 *
 * @param partition which
 * @param epoch of the ownership; 0 where nobody ever owned it
 * @param instance the process, or empty
 * @param address where it can be asked, {@code host:port}, or null where it does not say
 * @param isOpen whether the ownership has neither been closed nor fenced
 * @param lastMillis when it was heard of last, or 0 where that is not known
 * @param quietSinceMillis since when nothing was heard of it, or 0 where that is not known; later
 *     than the last sign of life where nobody listened before
 * @param patienceMillis how long it may be quiet before it must be taken for dead
 * @param claimedMillis when it began, or 0 where that is not known
 * @param orphans handlers that a closed ownership still runs
 */
public record OwnerLine(
        int partition,
        long epoch,
        String instance,
        @Nullable String address,
        boolean isOpen,
        long lastMillis,
        long quietSinceMillis,
        long patienceMillis,
        long claimedMillis,
        int orphans) {
    /** Whether it is open but has given no sign of life for too long. */
    public boolean isSilent(long nowMillis) {
        return isOpen && quietSinceMillis > 0 && nowMillis - quietSinceMillis > patienceMillis;
    }

    /** Whether somebody runs the partition now. */
    public boolean isOwned(long nowMillis) {
        return isOpen && !isSilent(nowMillis);
    }

    /** The state of the ownership, in a word. */
    public String state(long nowMillis) {
        if (!isOpen) {
            return orphans > 0 ? "DRAINING" : "CLOSED";
        }
        return isSilent(nowMillis) ? "SILENT" : "ACTING";
    }

    /** Writes it to another instance. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(partition);
        out.writeLong(epoch);
        Wire.writeText(out, instance);
        Wire.writeText(out, address);
        out.writeBoolean(isOpen);
        out.writeLong(lastMillis);
        out.writeLong(quietSinceMillis);
        out.writeLong(patienceMillis);
        out.writeLong(claimedMillis);
        out.writeInt(orphans);
    }

    /** Reads it from another instance. */
    public static OwnerLine read(DataInputStream in) throws IOException {
        return new OwnerLine(
                in.readInt(),
                in.readLong(),
                Wire.readText(in),
                Wire.readOptionalText(in),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }
}
