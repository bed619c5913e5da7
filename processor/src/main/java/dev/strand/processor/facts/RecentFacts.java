package dev.strand.processor.facts;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What this process has just written to one partition of {@code strand.status}, so that reading it
 * back costs no parsing: a value is known again by its bytes, all of them, and by its offset. Only
 * facts that say COMPLETED are kept: they are nearly all, and nothing that the fold takes from them
 * has more digits in memory than on the wire, as times have. Bounded: what is read late is parsed.
 * Thread-safe.
 */
public final class RecentFacts {
    private static final int SLOTS = 512;
    private static final int MAX_VALUE_BYTES = 4 << 10;

    private static final class Written {
        final long offset;
        final byte[] value;
        final Fact fact;

        Written(long offset, byte[] value, Fact fact) {
            this.offset = offset;
            this.value = value;
            this.fact = fact;
        }
    }

    private final AtomicReferenceArray<@Nullable Written> slots = new AtomicReferenceArray<>(SLOTS);

    /** A record has been acknowledged. */
    public void written(StatusRecord record, long offset, byte[] value) {
        if (record instanceof Fact fact
                && fact.status() == FactStatus.COMPLETED
                && value.length <= MAX_VALUE_BYTES) {
            slots.set(slot(offset), new Written(offset, value, fact));
        }
    }

    /** The fact with this value, once; null where it is not known. */
    public @Nullable Fact take(long offset, byte @Nullable [] value) {
        Written written = slots.get(slot(offset));
        if (written == null || written.offset > offset) {
            return null;
        }
        slots.compareAndSet(slot(offset), written, null);
        return written.offset == offset && Arrays.equals(written.value, value)
                ? written.fact
                : null;
    }

    private static int slot(long offset) {
        return (int) (offset % SLOTS);
    }
}
