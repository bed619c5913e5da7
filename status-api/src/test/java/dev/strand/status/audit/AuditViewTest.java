package dev.strand.status.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.schemas.audit.AuditEntry;
import dev.strand.schemas.audit.AuditEntry.Outcome;
import io.micronaut.http.HttpMethod;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The bounded view, and how an action is read from its address. */
class AuditViewTest {
    private final AuditView view = new AuditView();

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                "id-" + number,
                Instant.ofEpochMilli(number),
                "ada",
                "127.0.0.1",
                "pause",
                "groups/" + number,
                null,
                null,
                Outcome.ASKED,
                0);
    }

    @Test
    void shouldKeepTheRecordWithTheEndWhicheverComesFirst() {
        view.add(entry(1));
        view.add(entry(1).ended(202));
        view.add(entry(2).ended(409));
        view.add(entry(2));

        assertThat(view.before(null, 10))
                .extracting(AuditEntry::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.ACCEPTED);
    }

    @Test
    void shouldForgetTheOldestBeyondItsCapacity() {
        for (int number = 0; number < AuditView.CAPACITY + 5; number++) {
            view.add(entry(number));
        }

        assertThat(view.before(null, Integer.MAX_VALUE)).hasSize(AuditView.CAPACITY);
        assertThat(view.before(new AuditView.Place(6, "id-6"), 10))
                .extracting(AuditEntry::id)
                .containsExactly("id-5");
    }

    @Test
    void shouldReadTheActionFromTheAddress() {
        assertThat(ControlPath.of(HttpMethod.POST, "/api/groups/a/b/pause", null))
                .isEqualTo(new ControlPath("pause", "groups/a/b"));
        assertThat(ControlPath.of(HttpMethod.POST, "/api/pause", null))
                .isEqualTo(new ControlPath("pause", "everything"));
        assertThat(ControlPath.of(HttpMethod.DELETE, "/api/groups/g/tasks", "status=QUEUED"))
                .isEqualTo(new ControlPath("delete", "groups/g/tasks?status=QUEUED"));
    }
}
