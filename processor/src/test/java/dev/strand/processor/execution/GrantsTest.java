package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.permit.Waiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final int MANY = 1_000_000;

    private final List<Waiter> handed = new ArrayList<>();

    private static Waiter waiter(int number) {
        return new Waiter(0, "g" + number, "type", 5, number);
    }

    @Test
    void shouldHandAPermitThroughAnyNumberOfGroupsThatCannotUseIt() {
        List<Grants> grants = new ArrayList<>();
        grants.add(
                new Grants(waiter -> {
                    handed.add(waiter);
                    if (handed.size() < MANY) {
                        grants.getFirst().grant(waiter(handed.size()));
                    }
                }));

        grants.getFirst().grant(waiter(0));

        assertThat(handed).hasSize(MANY);
        assertThat(handed.getLast()).isEqualTo(waiter(MANY - 1));
    }

    @Test
    void shouldGrantToThoseBehindAGroupThatFailsToTakeItsPermit() {
        List<Grants> grants = new ArrayList<>();
        grants.add(
                new Grants(waiter -> {
                    handed.add(waiter);
                    if (handed.size() == 1) {
                        grants.getFirst().grant(waiter(1));
                        throw new IllegalStateException("the first");
                    }
                }));

        grants.getFirst().grant(waiter(0));
        grants.getFirst().grant(waiter(2));

        assertThat(handed).containsExactly(waiter(0), waiter(1), waiter(2));
    }
}
