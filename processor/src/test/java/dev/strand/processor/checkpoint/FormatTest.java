package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Retry;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final int ROUNDS = 2_000;

    @Test
    void shouldReadBackEveryEntry() {
        shouldReadBack(RandomValues::entry, EntryFormat::write, EntryFormat::read);
    }

    @Test
    void shouldReadBackEveryOwnership() {
        shouldReadBack(RandomValues::ownership, ControlFormat::write, ControlFormat::ownership);
    }

    @Test
    void shouldReadBackEveryGroupState() {
        shouldReadBack(RandomValues::group, ControlFormat::write, ControlFormat::group);
    }

    @Test
    void shouldReadBackEveryRememberedId() {
        shouldReadBack(RandomValues::seen, ControlFormat::write, ControlFormat::seen);
    }

    @Test
    void shouldReadBackEveryPendingCommand() {
        shouldReadBack(RandomValues::pending, ControlFormat::write, ControlFormat::pending);
    }

    private static <T> void shouldReadBack(
            Function<RandomValues, T> value, Function<T, byte[]> write, Function<byte[], T> read) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            T written = value.apply(new RandomValues(seed));
            assertThat(read.apply(write.apply(written))).as("seed %d", seed).isEqualTo(written);
        }
    }

    @Test
    void shouldRefuseACheckpointOfAnotherFormat() {
        assertThat(ControlFormat.position(ControlFormat.write(17))).isEqualTo(17);
        byte[] withoutFormat = new byte[8];
        assertThatThrownBy(() -> ControlFormat.position(withoutFormat))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run the version of Strand that wrote it");
    }

    @Test
    void shouldSayWhatToDoAboutEveryCutValue() {
        Entry entry = new RandomValues(7).entry();
        byte[] whole = EntryFormat.write(entry);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> EntryFormat.read(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("delete it, the state is restored from Kafka");
        }
    }

    @Test
    void shouldRefuseToKeepARetryAsPending() {
        Retry retry = new Retry(new RandomValues(1).task(), 2, null);
        RunId target = new RandomValues(2).run();
        assertThatThrownBy(() -> ControlFormat.write(new PendingCommand(1, retry, target)))
                .isInstanceOf(IllegalStateException.class);
    }
}
