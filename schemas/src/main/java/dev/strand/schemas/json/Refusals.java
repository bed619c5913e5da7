package dev.strand.schemas.json;

import dev.strand.schemas.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The violations of one document so far, and the place in it where the next one would be. */
final class Refusals {
    /** Violations kept of one document; further ones are dropped. */
    static final int MAX_VIOLATIONS = 50;

    private final List<Violation> violations;
    private String base = "";

    Refusals(List<Violation> violations) {
        this.violations = violations;
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    void enter(String field) {
        base = pointer(field);
    }

    void leave() {
        base = base.substring(0, base.lastIndexOf('/'));
    }

    void add(String field, String rule, String remedy, @Nullable String value) {
        String pointer = pointer(field);
        String subject =
                pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
        add(new Violation(pointer, subject + " " + rule + "; " + remedy, value));
    }

    void add(Violation violation) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(violation);
        }
    }

    private String pointer(String field) {
        return base + "/" + Violation.shortened(field).replace("~", "~0").replace("/", "~1");
    }
}
