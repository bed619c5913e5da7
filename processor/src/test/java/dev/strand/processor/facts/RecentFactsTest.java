package dev.strand.processor.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.schemas.status.StatusCodec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentFactsTest {
    private static final int FAR = 512;

    private final RecentFacts recent = new RecentFacts();

    private static Fact fact(FactStatus status, String taskId) {
        Instant at = Instant.parse("2026-11-26T12:00:00Z");
        return new Fact(
                RunId.at("group", taskId, 1, 7),
                new OwnerKey(3, "nonce"),
                1,
                status,
                new FactDetails(null, at, "worker", null, null, null, null, null));
    }

    @Test
    void shouldKnowAgainWhatWasWrittenOnce() {
        Fact fact = fact(FactStatus.COMPLETED, "task");
        recent.written(fact, 40, StatusCodec.encode(fact));
        byte[] read = StatusCodec.encode(fact);
        assertThat(recent.take(40, read)).isSameAs(fact);
        assertThat(recent.take(40, read)).as("again").isNull();
    }

    @Test
    void shouldNotTakeOtherBytesAtTheSameOffsetForWhatWasWritten() {
        Fact fact = fact(FactStatus.COMPLETED, "task");
        recent.written(fact, 40, StatusCodec.encode(fact));
        byte[] other = StatusCodec.encode(fact(FactStatus.COMPLETED, "tusk"));
        assertThat(recent.take(40, other)).isNull();
    }

    @Test
    void shouldNotTakeTheSameBytesAtAnotherOffsetForWhatWasWritten() {
        Fact fact = fact(FactStatus.COMPLETED, "task");
        byte[] value = StatusCodec.encode(fact);
        recent.written(fact, 40, value);
        assertThat(recent.take(40 + FAR, value)).isNull();
    }

    @Test
    void shouldKeepWhatComesLaterWhileSomethingEarlierIsRead() {
        Fact fact = fact(FactStatus.COMPLETED, "task");
        byte[] value = StatusCodec.encode(fact);
        recent.written(fact, 40 + FAR, value);
        assertThat(recent.take(40, value)).as("earlier").isNull();
        assertThat(recent.take(40 + FAR, value)).as("later").isSameAs(fact);
    }

    @Test
    void shouldLeaveToParsingWhatHasTimesThatTheFoldTakes() {
        Fact fact = fact(FactStatus.RETRYING, "task");
        byte[] value = {1};
        recent.written(fact, 40, value);
        assertThat(recent.take(40, value)).isNull();
    }

    @Test
    void shouldNotKeepLargeValues() {
        Fact fact = fact(FactStatus.COMPLETED, "task");
        byte[] value = new byte[5_000];
        recent.written(fact, 40, value);
        assertThat(recent.take(40, value)).isNull();
    }
}
